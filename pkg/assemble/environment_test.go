package assemble

import (
	"maps"
	"os"
	"regexp"
	"testing"
)

// TestEnvironmentWords holds that the rules know the words for an environment that this package does.
func TestEnvironmentWords(t *testing.T) {
	rules, err := os.ReadFile("../../policies/lib/environment/environment.rego")
	if err != nil {
		t.Fatal(err)
	}
	all := maps.Clone(environmentWords)
	maps.Copy(all, environmentTerms)
	theirs := map[string]string{}
	for _, pair := range regexp.MustCompile(`"(\w+)": "(\w+)"`).FindAllStringSubmatch(string(rules), -1) {
		theirs[pair[1]] = pair[2]
	}
	if !maps.Equal(all, theirs) {
		t.Errorf("the words are %v, and those of the rules %v", all, theirs)
	}
}

func TestEnvironmentOfATag(t *testing.T) {
	for text, want := range map[string]string{
		"PROD": "production", "prod-eu": "production", "eu_prod": "production", "prod2": "production",
		"nonprod": "staging", "Non-Production": "staging", "non_prod": "staging", "non-prod1": "staging", "pre-prod": "staging",
		"uat": "staging", "acc": "staging", "sit": "test", "perf": "test", "qa3": "test",
		"demo": "development", "dev-anna": "development", "dev/test": "development",
		"dev-of-prod": "", "blue": "", "product": "", "": "",
	} {
		if got := tagEnvironment(map[string]any{"tags": map[string]any{"Env": text}}); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	both := map[string]any{"tags": map[string]any{"environment": "blue", "STAGE": "test"}}
	if got := tagEnvironment(both); got != "test" {
		t.Errorf("the tag that nobody understands counts: %q", got)
	}
}

func TestEnvironmentOfAName(t *testing.T) {
	for name, want := range map[string]string{
		"claims-nonprod": "staging", "claims-uat": "staging", "claims_pre_prod": "staging", "claims-prd": "production",
		"demo": "", "acc-claims": "", "prod-test": "",
	} {
		if got := nameEnvironment(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
