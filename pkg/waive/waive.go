// Package waive applies what excuses findings: the manifest's waivers and comments in files.
// What it excuses stays in the results, and the waivers themselves become resources, so that
// rules judge them as they judge all else.
package waive

import (
	"slices"
	"time"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Waiver excuses findings until a day.
type Waiver struct {
	config.Waiver

	// By is [finding.ByManifest] or [finding.ByComment].
	By string
	// Location is where it is written.
	Location snapshot.Location
	// Line is the one that a comment is for, and ends on the last one of a text that begins on it.
	Line snapshot.Location
	// Only, where it is not nil, are the fingerprints of all that it can excuse.
	Only map[string]bool
}

// Comments are the waivers that comments are, as they were observed.
func Comments(evidence *snapshot.Snapshot) []Waiver {
	var all []Waiver
	for _, comment := range evidence.Resources["ignore_comment"] {
		text := func(name string) string {
			value, _ := comment.Values[name].(string)
			return value
		}
		waiver := Waiver{By: finding.ByComment, Waiver: config.Waiver{
			Rule: text("rule"), Reason: text("reason"), Expires: config.Date(text("expires")),
		}}
		if at, _ := comment.Position(""); at != nil {
			waiver.Location = at.Location
		}
		if at, _ := comment.Position("/applies_to"); at != nil {
			waiver.Line = at.Location
		}
		all = append(all, waiver)
	}
	return all
}

// Without are those of some waivers that others lack as they are, wherever they are written.
func Without(some, others []Waiver) []Waiver {
	type key struct {
		by string
		config.Waiver
	}
	keyOf := func(w Waiver) key {
		w.Pointer = ""
		return key{w.By, w.Waiver}
	}
	left := map[key]int{}
	for _, other := range others {
		left[keyOf(other)]++
	}
	return slices.DeleteFunc(slices.Clone(some), func(w Waiver) bool {
		left[keyOf(w)]--
		return left[keyOf(w)] >= 0
	})
}

// Run is a judged snapshot, and when it was judged.
type Run struct {
	Results  *finding.Results
	Evidence *snapshot.Snapshot
	Now      time.Time
}

// Apply excuses every fail that a waiver is for; the first waiver wins. An inconclusive is not
// excused: nobody knows what that would be. What comes back is how each waiver was used.
func (r *Run) Apply(waivers []Waiver) []Use {
	resources := map[string]*snapshot.Resource{}
	for _, list := range r.Evidence.Resources {
		for _, resource := range list {
			resources[resource.ID] = resource
		}
	}
	uses := make([]Use, len(waivers))
	for i, waiver := range waivers {
		uses[i] = Use{Waiver: waiver}
		rules := r.rules(waiver)
		for at := range r.Results.Findings {
			found := &r.Results.Findings[at]
			if rules[found.Rule] && waiver.covers(found, resources[found.Resource.ID]) {
				uses[i].take(found, r.Now)
			}
		}
	}
	return uses
}

// rules are those of the run that a waiver is for.
func (r *Run) rules(waiver Waiver) map[string]bool {
	rules := map[string]bool{}
	for _, rule := range r.Results.Rules {
		if waiver.Takes(rule) {
			rules[rule.ID] = true
		}
	}
	return rules
}

func (u *Use) take(found *finding.Finding, now time.Time) {
	if found.Verdict != finding.Fail {
		u.undecided = true
		return
	}
	u.Covers = append(u.Covers, found.Fingerprint)
	if found.Waiver != nil || u.Expires.Over(now) {
		return
	}
	at := finding.Location{
		File:      u.Location.File,
		StartLine: int(u.Location.StartLine), StartColumn: int(u.Location.StartColumn),
		EndLine: int(u.Location.EndLine), EndColumn: int(u.Location.EndColumn),
	}
	found.Waiver = &finding.Waiver{
		By: u.By, Reason: u.Reason, Owner: u.Owner, Ticket: u.Ticket, Expires: string(u.Expires), Location: &at,
	}
}

// covers says whether a waiver is for what a finding is about.
func (w Waiver) covers(found *finding.Finding, resource *snapshot.Resource) bool {
	switch {
	case w.Only != nil:
		return slices.ContainsFunc(append([]string{found.Fingerprint}, found.Former...), func(one string) bool {
			return w.Only[one]
		})
	case w.By == finding.ByManifest:
		return w.names(found, resource)
	case found.Location != nil && w.on(found.Location.File, found.Location.StartLine):
		return true
	}
	return resource != nil && w.above(resource, found.Pointer)
}

func (w Waiver) names(found *finding.Finding, resource *snapshot.Resource) bool {
	names := []string{found.Resource.ID, found.Resource.Name}
	for _, evidence := range found.Evidence {
		names = append(names, evidence.Address)
	}
	return w.Names(names...) || resource != nil && w.Names(called(resource)...)
}

// called are all names of a resource.
func called(resource *snapshot.Resource) []string {
	names := []string{resource.ID, resource.Name}
	for _, observation := range resource.Observations {
		names = append(names, observation.Address)
		names = append(names, observation.Formerly...)
	}
	return append(names, resource.Formerly...)
}

// above says whether what is at a pointer, or something that it stands in, begins on the line
// that a comment is for.
func (w Waiver) above(resource *snapshot.Resource, pointer string) bool {
	for _, observation := range resource.Observations {
		for at := pointer; ; at = snapshot.Parent(at) {
			if place, ok := observation.Locations.Get(at); ok && w.on(place.File, int(place.StartLine)) {
				return true
			}
			if at == "" {
				break
			}
		}
	}
	return false
}

func (w Waiver) on(file string, line int) bool {
	return file == w.Line.File && int(w.Line.StartLine) <= line && line <= int(max(w.Line.StartLine, w.Line.EndLine))
}
