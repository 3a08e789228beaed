package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite generated files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"pinelint": func() {
			on := process()
			if text := os.Getenv("PINELINT_TEST_NOW"); text != "" {
				at, err := time.Parse(time.RFC3339, text)
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(exitInternal)
				}
				on.now = func() time.Time { return at }
			}
			on.patience = 100 * time.Millisecond
			os.Exit(run(context.Background(), os.Args[1:], on))
		},
	})
}

// TestScripts runs the scripts of testdata/script, one for each behaviour of the command
// line. A script says what stdout, stderr and the exit code are.
func TestScripts(t *testing.T) {
	demo, err := filepath.Abs("../../testdata/demo")
	if err != nil {
		t.Fatal(err)
	}
	account, err := accountFile()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "../../testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DEMO", demo)
			env.Setenv("AWS_ACCOUNT", account)
			env.Setenv("AWS_EC2_METADATA_DISABLED", "true")
			env.Setenv("PINELINT_TEST_NOW", "2026-11-01T12:00:00Z")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "nested": nested, "big": big, "serve": serve, "unset": unset,
			"compress": compress, "keypair": keypair,
		},
		UpdateScripts: *update,
	})
}

// exits runs a command and demands its exit code: exits 1 pinelint check.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if err != nil {
		if _, scanErr := fmt.Sscanf(err.Error(), "exit status %d", &code); scanErr != nil {
			ts.Fatalf("%s: %v", args[1], err)
		}
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
	if stderr := ts.ReadFile("stderr"); strings.Contains(stderr, "goroutine ") || strings.Contains(stderr, "panic:") {
		ts.Fatalf("a stack trace on stderr:\n%s", stderr)
	}
}

// nested writes a file of deeply nested brackets: nested FILE PREFIX OPEN CLOSE DEPTH.
func nested(ts *testscript.TestScript, _ bool, args []string) {
	depth := 0
	if _, err := fmt.Sscan(args[4], &depth); err != nil {
		ts.Fatalf("%v", err)
	}
	text := args[1] + strings.Repeat(args[2], depth) + strings.Repeat(args[3], depth) + "\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// compress writes a file as gzip does, or the first bytes of that: compress FILE TO [BYTES].
func compress(ts *testscript.TestScript, _ bool, args []string) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(errors.Join(err, w.Close()))
	if len(args) > 2 {
		size, err := strconv.Atoi(args[2])
		ts.Check(err)
		out.Truncate(size)
	}
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[1])), 0o700))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// big writes a file of a text repeated to a size in MB: big FILE TEXT MB.
func big(ts *testscript.TestScript, _ bool, args []string) {
	size := 0
	if _, err := fmt.Sscan(args[2], &size); err != nil {
		ts.Fatalf("%v", err)
	}
	line := []byte(args[1] + "\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat(line, size<<20/len(line)), 0o600))
}
