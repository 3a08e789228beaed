package finding

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// Trace is what an earlier run says of one finding; without a fingerprint, of a resource that it
// judged and that passed.
type Trace struct{ Rule, Resource, File, Fingerprint string }

// Moved are the findings in a file that is new which an earlier run has in one that is gone, by the
// fingerprint that they had. Files are the same where either has the name or the folder of the
// other and nothing else fits as well; whatever is still where it was has not moved. A secret in
// another file may be another one: nothing that is kept of it could tell.
func Moved(before []Trace, now *Results) map[string]*Finding {
	there, here := newPresence(), newPresence()
	prints := map[string]bool{}
	for _, trace := range before {
		there.add(trace.Resource)
		prints[trace.Fingerprint] = true
	}
	for _, tally := range now.Tallies {
		here.add(tally.Passed...)
	}
	for _, found := range now.Findings {
		here.add(found.Resource.ID)
	}
	gone, came := stays{}, stays{}
	for _, trace := range before {
		if trace.Fingerprint != "" && !here.has(trace.Resource, trace.File) {
			gone.add(trace.Resource, trace.File)
		}
	}
	for _, found := range now.Findings {
		if found.Location != nil && !there.has(found.Resource.ID, found.Location.File) {
			came.add(found.Resource.ID, found.Location.File)
		}
	}
	former := map[string]string{}
	for rest, olds := range gone {
		pair(olds, came[rest], former)
	}
	moved := map[string]*Finding{}
	for i := range now.Findings {
		found := &now.Findings[i]
		if id := former[found.Resource.ID]; id != "" {
			if older := found.as(id); prints[older] {
				moved[older] = found
			}
		}
	}
	return moved
}

// presence are the resources of a run, and which files have one as far as that was asked.
type presence struct{ ids, files map[string]bool }

func newPresence() presence { return presence{ids: map[string]bool{}, files: map[string]bool{}} }

func (p presence) add(ids ...string) {
	for _, id := range ids {
		p.ids[id] = true
	}
}

// has says whether a resource is there, or another one of its file.
func (p presence) has(resource, file string) bool {
	if p.ids[resource] {
		return true
	}
	known, asked := p.files[file]
	for id := range p.ids {
		if asked || known {
			break
		}
		known = without(id, file) != ""
	}
	p.files[file] = known
	return known
}

// without is an id with a gap for the file that it begins with, behind the name of a tool where
// there is one; empty where it does not.
func without(id, file string) string {
	kind, rest, _ := strings.Cut(id, "/")
	begins := []string{""}
	if tool, _, ok := strings.Cut(rest, " "); ok {
		begins = append(begins, tool+" ")
	}
	if source, _, ok := strings.Cut(rest, "/"); ok && kind == "credential_sink" {
		begins = append(begins, source+"/") // as "kubernetes manifests"
	}
	for _, begin := range begins {
		after, ok := strings.CutPrefix(rest, begin+file)
		ends := after == "" || strings.ContainsAny(after[:1], ":#/.")
		if ok && ends && file != "" && kind != "repository_secret" {
			return kind + "/" + begin + "\x00" + after
		}
	}
	return ""
}

// stay is a resource in a file, and stays are those that are alike but for the file.
type (
	stay  struct{ id, file string }
	stays map[string][]stay
)

func (s stays) add(id, file string) {
	rest, one := without(id, file), stay{id, file}
	if rest != "" && !slices.Contains(s[rest], one) {
		s[rest] = append(s[rest], one)
	}
}

// mostAlike bounds what is compared with each other.
const mostAlike = 500

// pair tells the former id of what came, where each of two fits the other best.
func pair(gone, came []stay, former map[string]string) {
	if max(len(gone), len(came)) > mostAlike {
		return
	}
	for _, old := range gone {
		if now, ok := best(old, came); ok {
			if back, ok := best(now, gone); ok && back == old {
				former[now.id] = old.id
			}
		}
	}
}

// best is the one in whose file another most likely is; not ok where several are, or none.
func best(of stay, among []stay) (found stay, ok bool) {
	most := 0
	for _, one := range among {
		switch fits := likeness(of.file, one.file); {
		case fits > most:
			most, found, ok = fits, one, true
		case fits == most:
			ok = false
		}
	}
	return found, ok
}

// likeness counts the names at the end of two paths that are the same, or else is one where only
// their last differ.
func likeness(a, b string) int {
	if path.Dir(a) == path.Dir(b) {
		return 1
	}
	one, other := strings.Split(a, "/"), strings.Split(b, "/")
	same := 0
	for same < min(len(one), len(other)) && one[len(one)-1-same] == other[len(other)-1-same] {
		same++
	}
	return 2 * same
}

// as is the fingerprint that a finding would have if its resource had another id; empty where it
// rests on more than that.
func (f *Finding) as(id string) string {
	own, other := Fingerprint(f.Rule, f.Resource.ID, f.Pointer), Fingerprint(f.Rule, id, f.Pointer)
	if own == f.Fingerprint {
		return other
	}
	for count := 2; count < mostAlike; count++ {
		if Again(own, count) == f.Fingerprint {
			return Again(other, count)
		}
	}
	return ""
}

// Again is the fingerprint of the second, third, … finding of those that share one.
func Again(shared string, count int) string { return Fingerprint(shared, strconv.Itoa(count), "") }
