package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	trustFolder   = "../../testdata/access/trust"
	survivorsFile = "../../testdata/access/survivors.txt"
	// equivalentFile has the edits after which AWS decides as before, for a reader to doubt.
	equivalentFile = "../../testdata/access/equivalent.txt"
)

// TestTrustMutations edits the three trust policies that Pinecone documents in every way
// that one edit can. An edit changes nothing for anyone, or a rule reports it, or
// survivors.txt says why not.
func TestTrustMutations(t *testing.T) {
	forms := []string{"explicit-regions-with-id", "explicit-regions", "all-regions-with-id"}
	survivors, same := make([]string, len(forms)), make([]string, len(forms))
	t.Run("forms", func(t *testing.T) {
		for i, form := range forms {
			t.Run(form, func(t *testing.T) {
				t.Parallel()
				survivors[i], same[i] = mutateTrust(t, form)
			})
		}
	})
	golden(t, survivorsFile, []byte(strings.Join(survivors, "")))
	golden(t, equivalentFile, []byte(strings.Join(same, "")))
}

// mutateTrust is the part on one form of each of the two files.
func mutateTrust(t *testing.T, form string) (survivors, same string) {
	original, err := os.ReadFile(filepath.Join(trustFolder, form+".json"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := mutations(original)
	if err != nil {
		t.Fatal(err)
	}
	judge := newTrustJudge(t, form, original)
	counts, equivalent := map[finding.Verdict]int{}, 0
	for _, m := range all {
		if judge.equivalent(t, m.text) {
			equivalent++
			same += fmt.Sprintf("%s: %s\n", form, m.name)
			continue
		}
		verdict := judge.verdict(t, m.text)
		if counts[verdict]++; verdict == finding.Pass {
			survivors += fmt.Sprintf("  %s: %s\n", m.name, survives(t, m.name))
		}
	}
	return fmt.Sprintf("%s: %d mutations, %d equivalent, %d fail, %d inconclusive, %d survive\n%s", form, len(all),
		equivalent, counts[finding.Fail], counts[finding.Inconclusive], counts[finding.Pass], survivors), same
}

// survivorReasons say why no rule reports an edit that matters to AWS's decisions.
var survivorReasons = []struct {
	name   *regexp.Regexp
	reason string
}{
	{
		regexp.MustCompile(`^set /(Version|Statement/0/Sid) to null$`),
		"null is read as if the element were not there, which changes nothing; IAM refuses it",
	}, {
		regexp.MustCompile(`^(again|at last) "(Effect|Principal)"`),
		"of two equal keys the last counts, which is the one that was there; IAM refuses it",
	}, {
		regexp.MustCompile(`^operator StringLike to (StringLikeIfExists|ForAllValues:StringLike|ArnLikeIfExists)$`),
		"only an AWS service calls without aws:PrincipalArn, and none is known to send an external id",
	},
}

func survives(t *testing.T, name string) string {
	for _, known := range survivorReasons {
		if known.name.MatchString(name) {
			return known.reason
		}
	}
	t.Errorf("no rule reports %s", name)
	return "nobody knows why"
}

// trustJudge compares policies with one of the forms.
type trustJudge struct {
	repository string
	original   []byte
	before     *access.Policy
	findings   map[string]finding.Verdict
}

func newTrustJudge(t *testing.T, form string, original []byte) *trustJudge {
	repository := filepath.Join(copied(t, trustFolder+"/repository"), "repository")
	if err := os.Mkdir(filepath.Join(repository, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	if form == "explicit-regions" { // none is registered then
		manifest := filepath.Join(repository, "pinelint.yaml")
		text, err := os.ReadFile(manifest)
		if err != nil {
			t.Fatal(err)
		}
		text = regexp.MustCompile(`(?m)^ *external_id: .*\n`).ReplaceAll(text, nil)
		if err := os.WriteFile(manifest, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	j := &trustJudge{repository: repository, original: original, before: parsedTrust(t, original)}
	j.findings = j.found(t, original)
	if j.equivalent(t, []byte(`{"Version": "2012-10-17", "Statement": []}`)) {
		t.Errorf("%s lets nobody in", form)
	}
	return j
}

// equivalent says whether AWS takes the policy, and decides every request as before.
func (j *trustJudge) equivalent(t *testing.T, policy []byte) bool {
	after := parsedTrust(t, policy)
	if len(after.Problems)+len(after.ProblemsAs(access.Trust)) > 0 {
		return false
	}
	for _, request := range trustRequests(policy, j.original) {
		if decidedTrust(request, after) != decidedTrust(request, j.before) {
			return false
		}
	}
	return true
}

// verdict is the worst that rules find beside what they find in the form.
func (j *trustJudge) verdict(t *testing.T, policy []byte) finding.Verdict {
	worst := finding.Pass
	for said, verdict := range j.found(t, policy) {
		if _, known := j.findings[said]; !known && worst != finding.Fail {
			worst = verdict
		}
	}
	return worst
}

// found are the findings on a role with the policy, and what could not be judged.
func (j *trustJudge) found(t *testing.T, policy []byte) map[string]finding.Verdict {
	if err := os.WriteFile(filepath.Join(j.repository, "trust.json"), policy, 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := invoke(t, "check", j.repository, "--format", "json",
		"--rule", "cmek/trust-*", "--rule", "cmek/external-id-*", "--rule", "cmek/role-shared")
	if code != exitClean && code != exitFindings {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	var results finding.Results
	if err := json.Unmarshal([]byte(stdout), &results); err != nil {
		t.Fatal(err)
	}
	all := map[string]finding.Verdict{}
	for _, found := range results.Findings {
		all[fmt.Sprintf("%s %s %s", found.Rule, found.Resource.ID, found.Message)] = found.Verdict
	}
	return all
}
