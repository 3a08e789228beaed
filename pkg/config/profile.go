package config

import (
	"fmt"
	"reflect"
)

// Profile is how to judge one kind of organization: what a manifest's [Lint] stands on.
type Profile struct {
	// For whom the profile is.
	Description string `yaml:"description" jsonschema:"required,minLength=1"`
	// How to judge.
	Lint Lint `yaml:"lint" jsonschema:"required"`
}

// Profiles are the names of all profiles, the mildest first.
func Profiles() []string { return []string{"starter", "standard", "enterprise", "regulated"} }

// ProfileOf is the name of the profile for an organization on a plan. A plan that nobody
// knows has the one that leaves out nothing. None has the strictest, which is for data and
// not for a plan.
func ProfileOf(plan string) string {
	switch plan {
	case "starter", "builder":
		return "starter"
	case "standard":
		return "standard"
	default:
		return "enterprise"
	}
}

// LoadProfile reads a profile, which has a manifest's rules for what is right. The error
// is the first thing wrong with it.
func LoadProfile(file string, data []byte) (*Profile, error) {
	d := newDecoder(file, data, func(text string) string { return text })
	profile := &Profile{}
	if root := d.parse(data); root != nil {
		d.value(root, "", reflect.ValueOf(profile).Elem(), constraint{})
		d.globs(&profile.Lint)
	}
	for _, problem := range d.finish() {
		return nil, fmt.Errorf("%s:%d: %s", file, problem.Line, problem.Message)
	}
	return profile, nil
}

// On is the lint with the profile's where it says nothing itself. A rule that it names is
// decided by it; what it leaves open of that rule's setting is the profile's.
func (l *Lint) On(profile *Profile) Lint {
	laid, below := *l, &profile.Lint
	laid.profile = below
	into, from := reflect.ValueOf(&laid).Elem(), reflect.ValueOf(below).Elem()
	for i := range into.NumField() {
		field := into.Type().Field(i)
		if field.IsExported() && field.Name != "Rules" && into.Field(i).IsZero() {
			into.Field(i).Set(from.Field(i))
		}
	}
	return laid
}
