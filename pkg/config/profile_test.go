package config

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestProfileNames(t *testing.T) {
	field, _ := reflect.TypeFor[Lint]().FieldByName("Profile")
	if got := constraintOf(field).enum; !slices.Equal(got, Profiles()) {
		t.Errorf("a manifest may name %v, and there are %v", got, Profiles())
	}
	for plan, want := range map[string]string{
		"starter": "starter", "builder": "starter", "standard": "standard",
		"enterprise": "enterprise", "dedicated": "enterprise", "": "enterprise", "new": "enterprise",
	} {
		if got := ProfileOf(plan); got != want {
			t.Errorf("the plan %q has the profile %s, want %s", plan, got, want)
		}
	}
}

func TestLoadProfile(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"description: d\nlint: {max_key_age: 2d}\n", ""},
		{"description: d\n", `p.yaml:1: the manifest lacks the key "lint": add it`},
		{"description: d\nlint:\n  rules: {\"cmek/[\": off}\n", "p.yaml:3: "},
		{"description: d\nlint:\n  max_key_age: old\n", "p.yaml:3: lint.max_key_age is"},
		{"description: d\nlint: {}\nplan: x\n", `p.yaml:3: unknown key "plan"`},
		{"description: [\n", "p.yaml:1: "},
	} {
		profile, err := LoadProfile("p.yaml", []byte(test.text))
		switch {
		case test.want == "" && (err != nil || profile.Lint.MaxKeyAge.Days() != 2):
			t.Errorf("%q: %v, %+v", test.text, err, profile)
		case test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want)):
			t.Errorf("%q: error %v, want %q", test.text, err, test.want)
		}
	}
}

// TestOnTakesEverySetting fills each field of a profile alone, and then of a manifest too.
func TestOnTakesEverySetting(t *testing.T) {
	for i := range reflect.TypeFor[Lint]().NumField() {
		field := reflect.TypeFor[Lint]().Field(i)
		if !field.IsExported() || field.Name == "Rules" {
			continue
		}
		profile, own := &Profile{}, Lint{}
		setNonzero(t, reflect.ValueOf(&profile.Lint).Elem().Field(i), 1)
		value := func(lint Lint) any { return reflect.ValueOf(lint).Field(i).Interface() }
		if got := value(own.On(profile)); !reflect.DeepEqual(got, value(profile.Lint)) {
			t.Errorf("%s of the profile is lost: %v", field.Name, got)
		}
		setNonzero(t, reflect.ValueOf(&own).Elem().Field(i), 2)
		if got := value(own.On(profile)); !reflect.DeepEqual(got, value(own)) {
			t.Errorf("%s of the manifest is %v, want its own %v", field.Name, got, value(own))
		}
	}
}

func setNonzero(t *testing.T, value reflect.Value, number int) {
	t.Helper()
	switch value.Kind() {
	case reflect.String:
		value.SetString(fmt.Sprint(number))
	case reflect.Int, reflect.Int64:
		value.SetInt(int64(number))
	case reflect.Pointer: // a false that was written counts
		value.Set(reflect.New(value.Type().Elem()))
	case reflect.Slice: // and so does an empty list
		value.Set(reflect.MakeSlice(value.Type(), number-1, number-1))
	default:
		t.Fatalf("nobody says how to fill %s", value.Type())
	}
}

func TestSeverityOnAProfile(t *testing.T) {
	profile, err := LoadProfile("p.yaml", []byte(`description: d
lint:
  rules: {"clients/*": off, cmek/key-rotation: critical, sso/disabled: off, indexes/tags: info, "drift/*": off}
`))
	if err != nil {
		t.Fatal(err)
	}
	file, problems := load(t, `apiVersion: pinelint/v1
lint:
  rules:
    "cmek/*": {enabled: true}
    clients/no-grpc: low
    sso/disabled: {enabled: true}
    "indexes/*": off
`)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	lint := file.Lint.On(profile)
	for id, want := range map[string]string{
		"cmek/key-rotation":      "critical true", // named by a glob, and the severity left to the profile
		"clients/no-grpc":        "low true",      // a severity turns a rule on
		"clients/target-by-name": "medium false",
		"sso/disabled":           "medium true",
		"indexes/tags":           "info false",
		"drift/differs":          "medium false",
		"backups/missing":        "medium true",
	} {
		severity, enabled := lint.Severity(finding.Rule{ID: id, Severity: finding.Medium})
		own := finding.Medium
		if got := fmt.Sprint(*cmp.Or(severity, &own), enabled); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
}
