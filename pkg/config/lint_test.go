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
	given, _ := load(t, "lint: {max_key_age: 2w, max_org_owners: 3, max_restore_age: 36h, max_waiver_life: 30d, require_external_id: true, "+
		"cmek_data_classes: [pii]}\n")
	for _, test := range []struct {
		lint Lint
		want string
	}{
		{empty.Lint, "map[cmek_data_classes:[] max_evaluation_age_days:180 max_key_age_days:90 max_org_owners:5 " +
			"max_restore_age_days:180 max_waiver_life_days:180 require_external_id:false]"},
		{given.Lint, "map[cmek_data_classes:[pii] max_evaluation_age_days:180 max_key_age_days:14 max_org_owners:3 " +
			"max_restore_age_days:1 max_waiver_life_days:30 require_external_id:true]"},
	} {
		if got := fmt.Sprint(test.lint.Settings()); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestWaiver(t *testing.T) {
	rule := finding.Rule{ID: "cmek/key-spec", Aliases: []string{"cmek/spec"}}
	for _, test := range []struct {
		rule, resource string
		takes, names   bool
	}{
		{"cmek/*", `module.a["x"].aws_kms_key.main[0]`, true, true},
		{"cmek/key-spec", "arn:aws:kms:*", true, true},
		{"cmek/spec", "*key/a", true, true},
		{"cmek/*", "module.a[*].aws_kms_key.*", true, true},
		{"cmek/*", `module.a["*"].aws_kms_key.main[?]`, true, true},
		{"cmek/*", "arn:aws:kms:us-east-[12]:*", true, true},
		{"cmek/key-spec-2", "arn:aws:kms", false, false},
		{"sso/*", "", false, false},
	} {
		waiver := Waiver{Rule: test.rule, Resource: test.resource}
		if got := waiver.Takes(rule); got != test.takes {
			t.Errorf("%s takes the rule: %v", test.rule, got)
		}
		if got := waiver.Names("arn:aws:kms:us-east-1:1:key/a", `module.a["x"].aws_kms_key.main[0]`); got != test.names {
			t.Errorf("%s names the resource: %v", test.resource, got)
		}
	}
}

func TestDaysLeft(t *testing.T) {
	now := time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC)
	for day, want := range map[Date]int{"2027-01-31": 0, "2027-02-01": 1, "2027-01-30": -1, "2028-01-31": 365} {
		if got := day.Left(now); got != want || day.Over(now) != (want < 0) {
			t.Errorf("%s: %d days are left and over is %v, want %d", day, got, day.Over(now), want)
		}
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
		"nameless": {
			Projects: []FoundProject{{APIKeys: []string{"api-prod"}}}, Indexes: []FoundIndex{{"", "", "aws", "us-east-1"}},
			Roles: []string{"terraform:aws_iam_role.pinecone"}, Endpoints: []string{"terraform:aws_vpc_endpoint.search"},
		},
		"no project": {Loose: []FoundIndex{{"", "products", "aws", "us-east-1"}, {"", "products", "aws", "us-east-1"}}},
		"index":      {Indexes: []FoundIndex{{"", "products", "aws", "us-east-1"}}},
		"one": {
			Projects:  []FoundProject{{Name: "search"}},
			Indexes:   []FoundIndex{{"", "products", "aws", "us-east-1"}, {"search", "docs", "", ""}, {"", "docs", "", ""}},
			Loose:     []FoundIndex{{"", "staging", "aws", "us-east-1"}, {"", "", "aws", ""}},
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
		if (len(file.Projects) == 0) != strings.HasPrefix(name, "n") || len(file.Projects) > 2 {
			t.Errorf("%s: got the projects %v", name, file.Projects)
		}
		golden(t, "testdata/template/"+name+".yaml", manifest)
	}
}
