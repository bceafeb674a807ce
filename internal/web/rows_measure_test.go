package web

import (
	"testing"
	"time"
)

func TestS3x_Measure(t *testing.T) {
	a := time.Now()
	caseRegisters()
	t.Log("read", time.Since(a))
	for i := 0; i < 3; i++ {
		a = time.Now()
		officeSite(t)
		t.Log("office", time.Since(a))
		a = time.Now()
		rowsSite(t)
		t.Log("site", time.Since(a))
	}
}
