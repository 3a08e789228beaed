package main

import (
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/pinelint/pinelint/pkg/config"
)

// TestDefaultsOfSettings holds together the two places that have them: the manifest's
// reader, and the library that rules read where nobody hands settings in.
func TestDefaultsOfSettings(t *testing.T) {
	data, err := os.ReadFile("../../policies/lib/settings/settings.rego")
	if err != nil {
		t.Fatal(err)
	}
	defaults := regexp.MustCompile(`(?m)^default (\w+) := (.+)$`).FindAllSubmatch(data, -1)
	if len(defaults) == 0 {
		t.Error("the library has no defaults")
	}
	settings := (&config.Lint{}).Settings()
	for _, match := range defaults {
		if name := string(match[1]); fmt.Sprint(settings[name]) != string(match[2]) {
			t.Errorf("%s is %s in the library, and %v in the manifest's reader", name, match[2], settings[name])
		}
	}
}
