//go:build unix

package bundle

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe has a file that would never end to be read.
func TestPipe(t *testing.T) {
	folder := written(t)
	if err := syscall.Mkfifo(filepath.Join(folder, "p"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, folder, "p is no plain file")
}
