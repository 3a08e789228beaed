package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

// settle decides by which profile to judge, and lays the manifest's lint on it.
func (c *check) settle(evidence *evidence) (*finding.Profile, error) {
	chosen := profileFor(c.profile, evidence)
	profile, err := loadProfile(chosen.Name)
	if err != nil {
		return nil, err
	}
	c.lint = evidence.manifest.Lint.On(profile)
	if c.snapshot != "" {
		chosen.Lint = lintOf(evidence)
	}
	return chosen, nil
}

// lintOf says whose lint and waivers hold for a snapshot, which has the manifest's facts alone;
// nothing where there is no manifest, neither here nor there.
func lintOf(evidence *evidence) string {
	if here := evidence.repository.manifest; here != "" {
		return fmt.Sprintf("with lint and waivers of %s as it is where the snapshot was judged", here)
	}
	for _, source := range evidence.snapshot.Sources {
		if strings.HasPrefix(source.ID, "manifest ") {
			return "without the lint and waivers of the " + source.ID +
				", which are not in the snapshot: --config names one that has them"
		}
	}
	return ""
}

// profileFor is the profile that is named, by the command line or else the manifest, or
// the one of the organization's plan.
func profileFor(named string, evidence *evidence) *finding.Profile {
	if named != "" {
		return &finding.Profile{Name: named, Because: "by --profile"}
	}
	if named = evidence.manifest.Lint.Profile; named != "" {
		return &finding.Profile{Name: named, Because: "by the manifest"}
	}
	plan := planOf(evidence.snapshot)
	if plan == "" {
		return &finding.Profile{Name: config.ProfileOf(plan), Because: "as no plan is known"}
	}
	return &finding.Profile{Name: config.ProfileOf(plan), Because: fmt.Sprintf("by the plan %q", plan)}
}

// planOf is the plan that all organizations are on; empty where one's is not known.
func planOf(seen *snapshot.Snapshot) string {
	if seen == nil {
		return ""
	}
	var plans []string
	for _, organization := range seen.Resources["pinecone_organization"] {
		plan, _ := organization.Values["plan"].(string)
		plans = append(plans, plan)
	}
	if slices.Sort(plans); len(slices.Compact(plans)) != 1 {
		return ""
	}
	return plans[0]
}

func loadProfile(name string) (*config.Profile, error) {
	if !slices.Contains(config.Profiles(), name) {
		return nil, usage("profile %q is unknown: use one of %s", name, strings.Join(config.Profiles(), ", "))
	}
	file := "profiles/" + name + ".yaml"
	data, err := fs.ReadFile(policies.FS, file)
	if err != nil {
		return nil, &exitError{code: exitInternal, err: fmt.Errorf("read profile: %w", err)}
	}
	profile, err := config.LoadProfile(file, data)
	if err != nil {
		return nil, &exitError{code: exitInternal, err: fmt.Errorf("read profile: %w", err)}
	}
	return profile, nil
}
