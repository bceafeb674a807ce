package register

import (
	"fmt"
	"testing"

	"parley/internal/dialogue"
)

// keptOf returns a kept record with values.
func keptOf(key string, values map[string]Value) Record {
	return Record{Key: key, State: Kept, Values: values}
}

func linkTo(keys ...string) Value {
	var v Value
	for _, key := range keys {
		v.Links = append(v.Links, Link{Key: key})
	}
	return v
}

func on(date Date) Value { return Value{Date: date} }

func figure(lower, upper Decimal) Value {
	return Value{Number: &Number{Lower: lower, Upper: upper, Unit: "metres"}}
}

// shows writes a value in short.
func shows(v Value) string {
	switch {
	case v.Number != nil && v.Number.Upper != "":
		return fmt.Sprintf("%s–%s", v.Number.Lower, v.Number.Upper)
	case v.Number != nil:
		return string(v.Number.Lower)
	case v.Date != "":
		return string(v.Date)
	case len(v.Choices) > 0:
		return v.Choices[0]
	}
	return ""
}

func definitionOf(t testing.TB, name Name) *Definition {
	t.Helper()
	d, ok := everything(t).Get(name)
	if !ok {
		t.Fatalf("no register %s", name)
	}
	return d
}

func viewOf(t testing.TB, d *Definition, name string) View {
	t.Helper()
	v, ok := d.View(name)
	if !ok {
		t.Fatalf("no view %s", name)
	}
	return v
}

func dayOf(t testing.TB, text string) dialogue.Day {
	t.Helper()
	day, ok := dialogue.ParseDay(text)
	if !ok {
		t.Fatalf("%q is no day", text)
	}
	return day
}
