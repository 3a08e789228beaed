package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/bundle"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/pkg/waive"
	"github.com/pinelint/pinelint/policies"
)

// record is all that decided, apart from the snapshot and the rules.
func (c *check) record(
	evidence *evidence, results *finding.Results, outcome outcome, now time.Time,
) (*bundle.Record, error) {
	if len(results.Rules) == 0 {
		return nil, usage("--bundle would be evidence of nothing: no rule was chosen")
	}
	settings, err := json.Marshal(c.lint.Settings())
	if err != nil {
		return nil, fmt.Errorf("write the settings: %w", err)
	}
	custom, err := policyFolders(c.policies)
	if err != nil {
		return nil, err
	}
	digests, err := digestsOf(custom)
	if err != nil {
		return nil, err
	}
	threshold, err := c.threshold()
	if err != nil {
		return nil, err
	}
	judging := bundle.Judging{
		Now: now.UTC().Format(time.RFC3339Nano), Profile: results.Profile, Settings: settings,
		Rules: map[string]string{}, FailOn: "never",
		FailOnIncomplete: c.incomplete, FailOnBroken: c.incomplete || !c.incompleteSet,
		Mistakes: evidence.mistakes, Services: evidence.asked,
	}
	if threshold != nil {
		judging.FailOn = threshold.String()
	}
	for _, rule := range results.Rules {
		judging.Rules[rule.ID] = bundle.Own
		if severity, _ := c.lint.Severity(rule); severity != nil {
			judging.Rules[rule.ID] = severity.String()
		}
	}
	for _, framework := range c.frameworks {
		judging.Frameworks = append(judging.Frameworks, framework.Name)
	}
	if judging.NoWaivers = c.noWaivers; !c.noWaivers {
		judging.Waivers = bundledWaivers(evidence.waivers())
	}
	return &bundle.Record{
		Schema: bundle.Schema, Version: version, Policies: digests, Judging: judging,
		Outcome: bundle.Outcome{ExitCode: outcome.code, Reason: outcome.reason},
	}, nil
}

func bundledWaivers(waivers []waive.Waiver) []bundle.Waiver {
	var all []bundle.Waiver
	for _, w := range waivers {
		at := evaluate.Location(w.Location)
		all = append(all, bundle.Waiver{Rule: w.Rule, Resource: w.Resource, Waiver: finding.Waiver{
			By: w.By, Reason: w.Reason, Owner: w.Owner, Ticket: w.Ticket, Expires: string(w.Expires), Location: &at,
		}})
	}
	return all
}

// manifestWaivers is the inverse of bundledWaivers.
func manifestWaivers(waivers []bundle.Waiver) []waive.Waiver {
	var all []waive.Waiver
	for _, w := range waivers {
		one := waive.Waiver{By: finding.ByManifest, Waiver: config.Waiver{
			Rule: w.Rule, Resource: w.Resource, Reason: w.Reason, Owner: w.Owner, Ticket: w.Ticket,
			Expires: config.Date(w.Expires),
		}}
		if w.Location != nil {
			one.Location = locationOf(*w.Location)
		}
		all = append(all, one)
	}
	return all
}

// locationOf is the inverse of [evaluate.Location]. No file has as many lines as do not fit.
func locationOf(from finding.Location) snapshot.Location {
	fit := func(number int) int32 { return int32(min(max(number, 0), math.MaxInt32)) }
	return snapshot.Location{
		File:      from.File,
		StartLine: fit(from.StartLine), StartColumn: fit(from.StartColumn),
		EndLine: fit(from.EndLine), EndColumn: fit(from.EndColumn),
	}
}

// digestsOf are those of the rules that judge: the shipped ones, their facts, and each folder
// of --policy.
func digestsOf(custom []evaluate.Folder) (digests bundle.Policies, err error) {
	shipped := sha256.New()
	if err := listDigests(shipped, policies.FS, func(name string) bool { return name != "facts.json" }); err != nil {
		return digests, err
	}
	fmt.Fprintf(shipped, "%s  compiled.bin\n", bundle.Digest([]byte(policies.Compiled)))
	digests.Rules = hex.EncodeToString(shipped.Sum(nil))
	facts, err := fs.ReadFile(policies.FS, "facts.json")
	if err != nil {
		return digests, err
	}
	digests.Facts = bundle.Digest(facts)
	for _, folder := range custom {
		own := sha256.New()
		if err := listDigests(own, folder.FS, isPolicy); err != nil {
			return digests, usage("read --policy: %w", err)
		}
		digests.Custom = append(digests.Custom, hex.EncodeToString(own.Sum(nil)))
	}
	return digests, nil
}

// isPolicy says whether a file of a folder of --policy may be read to judge.
func isPolicy(name string) bool {
	return slices.Contains([]string{".rego", ".yaml", ".yml"}, path.Ext(name))
}

// listDigests writes what sha256sum would of the files of a folder that judge, in their order.
// Tests do not.
func listDigests(w io.Writer, folder fs.FS, counts func(name string) bool) error {
	return fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !counts(name) || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s  %s\n", bundle.Digest(data), name)
		return err
	})
}
