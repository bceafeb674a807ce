package opinion

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fused matches the instructions of arm64 that multiply and add with a single
// rounding, in an assembly listing of the compiler.
var fused = regexp.MustCompile(`\sFN?M(ADD|SUB)[SD]\s`)

// assembly compiles a package for arm64 and returns the compiler's listing.
func assembly(t *testing.T, dir string) string {
	t.Helper()
	compile := exec.Command("go", "build", "-gcflags=-S", ".")
	compile.Dir = dir
	compile.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	listing, err := compile.CombinedOutput()
	if err != nil {
		t.Fatalf("compile %s for arm64: %v\n%s", dir, err, listing)
	}
	return string(listing)
}

// fusedLines returns the lines of a listing with a fused instruction.
func fusedLines(listing string) (lines []string) {
	for line := range strings.Lines(listing) {
		if fused.MatchString(line) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// Other processors fuse x*y + z; the engine's results must not depend on it.
func TestNoFusedMultiplyAddOnArm64(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another processor")
	}
	listing := assembly(t, ".")
	for _, function := range []string{"parley/internal/opinion.New STEXT", "parley/internal/opinion.kmeans STEXT", "FMULD", "FADDD"} {
		if !strings.Contains(listing, function) {
			t.Errorf("the listing has no %q: it is not that of the engine", function)
		}
	}
	for _, line := range fusedLines(listing) {
		t.Error(line)
	}
}

// The check can fail: a product that is not rounded before the sum is found,
// in either width and with either sign, and one that is rounded is not.
func TestFusedInstructionsAreSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another processor")
	}
	for source, want := range map[string]int{
		"func F(x, y, z float64) float64 { return x*y + z }":          1,
		"func F(x, y, z float32) float32 { return x*y + z }":          1,
		"func F(x, y, z float64) float64 { return z - x*y }":          1,
		"func F(x, y, z float64) float64 { return x*y - z }":          1,
		"func F(x, y, z float64) float64 { return -(x*y) - z }":       1,
		"func F(x, y, z float64) float64 { return float64(x*y) + z }": 0,
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "go.mod"), "module tiny\n\ngo 1.26\n")
		write(t, filepath.Join(dir, "tiny.go"), "package tiny\n\n"+source+"\n")
		if got := fusedLines(assembly(t, dir)); len(got) != want {
			t.Errorf("%s: %d fused instructions, want %d: %v", source, len(got), want, got)
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
