package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestSeverity(t *testing.T) {
	file, problems := load(t, `apiVersion: pinelint/v1
lint:
  rules:
    "**": low
    "clients/*": off
    clients/no-grpc: high
    "clients/s*": {enabled: true}
    cmek/old-name: critical
    cmek/key-spec: {severity: info, enabled: false}
`)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	for id, want := range map[string]string{
		"sso/disabled":           "low true",
		"clients/target-by-name": "its own false",
		"clients/no-grpc":        "high true",
		"clients/sdk-version":    "its own true",
		"cmek/new-name":          "critical true",
		"cmek/key-spec":          "info false",
	} {
		rule := finding.Rule{ID: id}
		if id == "cmek/new-name" {
			rule.Aliases = []string{"cmek/old-name"}
		}
		severity, enabled := file.Lint.Severity(rule)
		said := "its own"
		if severity != nil {
			said = severity.String()
		}
		if got := fmt.Sprint(said, " ", enabled); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
	got := file.Lint.Unmatched([]finding.Rule{{ID: "clients/no-grpc"}, {ID: "cmek/key-spec"}})
	if !slices.Equal(got, []string{"clients/s*", "cmek/old-name"}) {
		t.Errorf("unmatched: %v", got)
	}
}

func TestSettings(t *testing.T) {
	empty, _ := load(t, "")
	given, _ := load(t, "lint: {max_key_age: 2w, max_org_owners: 3, max_restore_age: 36h, require_external_id: true, "+
		"cmek_data_classes: [pii]}\n")
	for _, test := range []struct {
		lint Lint
		want string
	}{
		{empty.Lint, "map[cmek_data_classes:[] max_evaluation_age_days:180 max_key_age_days:90 max_org_owners:5 " +
			"max_restore_age_days:180 require_external_id:false]"},
		{given.Lint, "map[cmek_data_classes:[pii] max_evaluation_age_days:180 max_key_age_days:14 max_org_owners:3 " +
			"max_restore_age_days:1 require_external_id:true]"},
	} {
		if got := fmt.Sprint(test.lint.Settings()); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestApply(t *testing.T) {
	fail := func(rule, id, address string) finding.Finding {
		return finding.Finding{Rule: rule, Verdict: finding.Fail, Resource: finding.Resource{ID: id, Name: "the " + id},
			Evidence: []finding.Evidence{{Address: address}}}
	}
	unclear := fail("cmek/key-spec", "key-1", "")
	unclear.Verdict = finding.Inconclusive
	results := &finding.Results{
		Rules: []finding.Rule{{ID: "cmek/key-spec", Aliases: []string{"cmek/spec"}}, {ID: "sso/disabled"}},
		Findings: []finding.Finding{
			fail("cmek/key-spec", "arn:aws:kms:us-east-1:1:key/a", `module.a["x"].aws_kms_key.main[0]`),
			fail("cmek/key-spec", "key-2", "aws_kms_key.two"), fail("sso/disabled", "org", ""), unclear,
		},
	}
	waiver := func(rule, resource, expires string) Waiver {
		return Waiver{Rule: rule, Resource: resource, Reason: rule + " " + resource, Owner: "o", Expires: Date(expires)}
	}
	unused, expired := Apply([]Waiver{
		waiver("cmek/*", `module.a["x"].aws_kms_key.main[0]`, "2027-02-01"),
		waiver("cmek/key-spec", "arn:aws:kms:*", "2027-02-01"),
		waiver("cmek/spec", "the key-*", "2027-01-31"),
		waiver("sso/disabled", "org", "2027-01-30"),
		waiver("cmek/key-spec", "key-1", "2027-02-01"),
		waiver("sso/*", "other", "2027-02-01"),
	}, results, time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC))
	var got []string
	for _, found := range results.Findings {
		reason := "none"
		if found.Waiver != nil {
			reason = found.Waiver.Reason
		}
		got = append(got, reason)
	}
	want := []string{`cmek/* module.a["x"].aws_kms_key.main[0]`, "cmek/spec the key-*", "none", "none"}
	if !slices.Equal(got, want) {
		t.Errorf("waived: %q, want %q", got, want)
	}
	if len(unused) != 2 || unused[0].Resource != "key-1" || unused[1].Resource != "other" {
		t.Errorf("unused: %v", unused)
	}
	if len(expired) != 1 || expired[0].Rule != "sso/disabled" {
		t.Errorf("expired: %v", expired)
	}
}

func TestDuration(t *testing.T) {
	for text, want := range map[string]string{
		"90d": "2160h", "24h": "24h", "1h30m": "1h30m", "60s": "1m", "2w": "336h", "0s": "0s", "90s": "1m30s",
		"": "", "d": "", "1.5h": "", "-1h": "", "1h ": "", "99999999w": "", strings.Repeat("9", 400) + "d": "",
	} {
		var duration Duration
		err := duration.UnmarshalText([]byte(text))
		got, _ := duration.MarshalText()
		if (err != nil) != (want == "") || (err == nil && string(got) != want) {
			t.Errorf("%q: got %s and %v, want %q", text, got, err, want)
		}
	}
}

func TestTemplate(t *testing.T) {
	hostile := "a\n: \"{{.}}\" #\u2028\x00\xff"
	tests := map[string]Found{
		"nothing": {},
		"one": {
			Projects:  []FoundProject{{Name: "search"}},
			Indexes:   []FoundIndex{{"", "products", "aws", "us-east-1"}, {"search", "docs", "", ""}, {"", "docs", "", ""}},
			Roles:     []string{"terraform:module.pinecone.aws_iam_role.cmek"},
			Keys:      []string{"terraform:aws_kms_key.main"},
			Endpoints: []string{"terraform:aws_vpc_endpoint.search", "terraform:aws_vpc_endpoint.search"},
		},
		"several": {
			Projects:  []FoundProject{{Name: "search"}, {Name: "docs", ID: "7f0c"}, {Name: "search"}},
			Indexes:   []FoundIndex{{"docs", "pages", "gcp", "us-central1"}, {"", "loose", "aws", "eu-west-1"}},
			Endpoints: []string{"vpce-0a"},
		},
		"live": {
			Organization: FoundOrganization{"acme", "enterprise", "arn:aws:iam::111122223333:role/logs", "acme-audit"},
			Projects: []FoundProject{
				{
					Name: "search", ID: "7f0c", Encrypted: true, APIKeys: []string{"api-prod", "nightly"},
					Keys: []FoundKey{
						{"pinecone", "arn:aws:kms:us-east-1:111122223333:key/1b6f", "arn:aws:iam::111122223333:role/pinecone-cmek"},
						{"", "arn:aws:kms:us-east-1:111122223333:key/2c70", ""}, {"", "arn:aws:kms:us-east-1:111122223333:key/3d81", ""},
					},
				},
				{Name: "staging", ID: "9a21"},
			},
			Indexes: []FoundIndex{{"search", "products", "aws", "us-east-1"}},
		},
		"hostile": {
			Organization: FoundOrganization{hostile, hostile, hostile, hostile},
			Projects: []FoundProject{{
				Name: hostile, ID: hostile, Encrypted: true, Keys: []FoundKey{{hostile, hostile, hostile}}, APIKeys: []string{hostile},
			}},
			Indexes: []FoundIndex{{"", hostile, hostile, hostile}},
			Roles:   []string{hostile}, Keys: []string{hostile}, Endpoints: []string{hostile},
		},
	}
	for name, found := range tests {
		manifest := Template(found)
		file, problems := Load(FileName, manifest, hide)
		if len(problems) > 0 {
			t.Errorf("%s: %s", name, messages(problems))
		}
		if len(file.Projects) == 0 || len(file.Projects) > 2 {
			t.Errorf("%s: got the projects %v", name, file.Projects)
		}
		golden(t, "testdata/template/"+name+".yaml", manifest)
	}
}
