package main

import (
	"runtime/debug"
	"testing"
)

func TestInstalled(t *testing.T) {
	for at, want := range map[string]string{
		"v1.2.3": "1.2.3", "(devel)": unreleased, "": unreleased, "v1.2.3-rc.1": unreleased,
		"v0.0.0-20261128120000-0123456789ab": unreleased, "v1.2.3+dirty": unreleased,
	} {
		if got := installed(&debug.BuildInfo{Main: debug.Module{Version: at}}); got != want {
			t.Errorf("%q: got %s, want %s", at, got, want)
		}
	}
}
