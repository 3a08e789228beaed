package waive

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Use is what a waiver was for in a run.
type Use struct {
	Waiver

	// Covers are the fingerprints of the fails that it is for, also where it is over.
	Covers []string
	// undecided says that it is also for something that could not be judged.
	undecided bool
}

// Snapshot has the waivers as resources, with how they were used, for the rules on waivers.
// Rules has all rules that there are, also those that did not take part in the run.
func (r *Run) Snapshot(uses []Use, rules []finding.Rule) *snapshot.Snapshot {
	out := &snapshot.Snapshot{
		Schema: snapshot.Schema, Version: r.Results.Version, Resources: map[string][]*snapshot.Resource{},
	}
	taken := map[string]int{}
	for _, use := range uses {
		made := use.resource(r.Now)
		if taken[made.ID]++; taken[made.ID] > 1 {
			made.ID += "#" + strconv.Itoa(taken[made.ID])
		}
		if why := r.unclear(use, rules); why.Reason != "" {
			made.Unknown = map[string]snapshot.Unknown{"/covers": why}
		} else {
			made.Values["covers"] = json.Number(strconv.Itoa(len(use.Covers)))
		}
		out.Resources["waiver"] = append(out.Resources["waiver"], made)
	}
	return out
}

// resource is a waiver as rules see it. Its identity has no line in it, so that a waiver that
// moves stays the same.
func (u Use) resource(now time.Time) *snapshot.Resource {
	values := map[string]any{
		"written": u.By, "rule": u.Rule, "reason": u.Reason, "expires": string(u.Expires),
		"days_left": json.Number(strconv.Itoa(u.Expires.Left(now))),
	}
	name := fmt.Sprintf("%s on %s", u.Rule, u.Resource)
	id := "waiver/" + name
	if u.By == finding.ByComment {
		name, id = u.Rule, fmt.Sprintf("waiver/%s (%s)", u.Rule, u.Reason)
	} else {
		values["resource"], values["owner"], values["ticket"] = u.Resource, u.Owner, u.Ticket
	}
	seen := &snapshot.Observation{Type: "waiver", Source: u.By, Address: name, Complete: true, Values: values}
	seen.Locations.Set("", snapshot.Position{Location: u.Location})
	return &snapshot.Resource{
		Type: "waiver", ID: id, Name: name, Complete: true, Values: values, Observations: []*snapshot.Observation{seen},
	}
}

// unclear is why nobody can tell that a waiver is for nothing; without a reason where it is for
// something, or certainly is not.
func (r *Run) unclear(use Use, rules []finding.Rule) (why snapshot.Unknown) {
	chosen := r.rules(use.Waiver)
	failed := func(tally finding.Tally) bool { return chosen[tally.Rule] && tally.Error != "" }
	left := func(rule finding.Rule) bool { return use.Takes(rule) && !chosen[rule.ID] }
	switch {
	case len(use.Covers) > 0:
	case slices.ContainsFunc(rules, left):
		why.Reason = "a rule that it is for does not take part in this run"
		why.Needed = "a run with every rule that it is for"
	case use.undecided, slices.ContainsFunc(r.Results.Tallies, failed):
		why.Reason = "what it is for could not be judged"
	case len(chosen) == 0 || r.seen(use, chosen):
	case partly(r.Results):
		why.Reason = "what it is for was not found, and not everything was read"
	case use.By == finding.ByManifest && r.Results.Coverage().Calls == 0:
		why.Reason = "what it is for was not found in the files, and no service was asked"
	}
	return why
}

// seen says whether there is something that the waiver is for and that its rules judge.
func (r *Run) seen(use Use, chosen map[string]bool) bool {
	for _, rule := range r.Results.Rules {
		if !chosen[rule.ID] {
			continue
		}
		for _, kind := range rule.Resources {
			// Nothing excuses a waiver: those are judged when all are applied.
			if kind == "waiver" || slices.ContainsFunc(r.Evidence.Resources[kind], use.isFor) {
				return true
			}
		}
	}
	return false
}

func (u Use) isFor(resource *snapshot.Resource) bool {
	if u.By == finding.ByManifest {
		return u.Names(called(resource)...)
	}
	for _, observation := range resource.Observations {
		if slices.ContainsFunc(observation.Locations, func(at snapshot.Placed) bool {
			return u.on(at.File, int(at.StartLine))
		}) {
			return true
		}
	}
	return false
}

// partly says whether some source was not read completely.
func partly(results *finding.Results) bool {
	return slices.ContainsFunc(results.Sources, func(source finding.Source) bool {
		return source.Status != snapshot.Complete
	})
}
