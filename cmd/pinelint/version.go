package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/semver"
)

// version is set by the release's linker flags; a build from source is called dev.
var version = unreleased

const unreleased = "0.1.0-dev"

// installed is the version that go install built, or unreleased where that is no release.
func installed(info *debug.BuildInfo) string {
	at := info.Main.Version
	if !semver.IsValid(at) || semver.Prerelease(at) != "" || semver.Build(at) != "" {
		return unreleased
	}
	return strings.TrimPrefix(at, "v")
}

func newVersionCommand(on system) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of pinelint, and of OPA in it",
		Args:  counted(0, 0),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintf(on.stdout, "pinelint %s\n", version)
			if info, ok := debug.ReadBuildInfo(); ok {
				fmt.Fprintf(on.stdout, "go %s\n", info.GoVersion)
				for _, module := range info.Deps {
					if module.Path == "github.com/open-policy-agent/opa" {
						fmt.Fprintf(on.stdout, "opa %s\n", module.Version)
					}
				}
			}
			return nil
		},
	}
}
