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

// Files says whether a file was there when a run was made, and nil that nobody can tell.
type Files func(file string) bool

// Moved are the findings in a file that is new which an earlier run has in one that is gone, by the
// fingerprint that they had. Files are the same where either has the name or the folder of the
// other and nothing else fits as well; whatever is still where it was has not moved. Where nobody
// can tell which files the earlier run had, a name has to be the same, as the folder of one that
// had no finding says nothing. A secret in another file may be another one: nothing that is kept
// of it could tell.
func Moved(before []Trace, now *Results, was, is Files) map[string]*Finding {
	there, here := newPresence(was), newPresence(is)
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
		pair(olds, came[rest], was != nil, former)
	}
	moved := map[string]*Finding{}
	for i := range now.Findings {
		found := &now.Findings[i]
		if id := former[found.Resource.ID]; id != "" {
			if older := found.as(id); older != "" && prints[older] {
				moved[older] = found
			}
		}
	}
	return moved
}

// presence are the resources of a run, the files that their ids begin with, and those that there were.
type presence struct {
	ids, files map[string]bool
	there      Files
}

func newPresence(there Files) presence {
	return presence{ids: map[string]bool{}, files: map[string]bool{}, there: there}
}

// mostEnds bounds how many files an id may begin with.
const mostEnds = 64

func (p presence) add(ids ...string) {
	for _, id := range ids {
		if p.ids[id] {
			continue
		}
		p.ids[id] = true
		kind, rest, _ := strings.Cut(id, "/")
		for _, begin := range beginnings(kind, rest) {
			file := strings.TrimPrefix(rest, begin)
			p.files[file] = true
			for at, ends := 0, 0; ends < mostEnds; ends++ {
				next := strings.IndexAny(file[at:], ":#/.")
				if next < 0 {
					break
				}
				p.files[file[:at+next]] = true
				at += next + 1
			}
		}
	}
}

// has says whether a resource is there, or another one of its file, or the file itself.
func (p presence) has(resource, file string) bool {
	return p.ids[resource] || p.files[file] || p.there != nil && p.there(file)
}

// beginnings are what an id may have before its file: nothing, the name of a tool, or a source.
func beginnings(kind, rest string) []string {
	begins := []string{""}
	if tool, _, ok := strings.Cut(rest, " "); ok {
		begins = append(begins, tool+" ")
	}
	if source, _, ok := strings.Cut(rest, "/"); ok && kind == "credential_sink" {
		begins = append(begins, source+"/") // as "kubernetes manifests"
	}
	return begins
}

// without is an id with a gap for the file that it begins with, behind the name of a tool where
// there is one; empty where it does not.
func without(id, file string) string {
	kind, rest, _ := strings.Cut(id, "/")
	for _, begin := range beginnings(kind, rest) {
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
func pair(gone, came []stay, folders bool, former map[string]string) {
	if max(len(gone), len(came)) > mostAlike {
		return
	}
	for _, old := range gone {
		if now, ok := best(old, came, folders); ok {
			if back, ok := best(now, gone, folders); ok && back == old {
				former[now.id] = old.id
			}
		}
	}
}

// best is the one in whose file another most likely is; not ok where several are, or none.
func best(of stay, among []stay, folders bool) (found stay, ok bool) {
	most := 0
	for _, one := range among {
		switch fits := likeness(of.file, one.file, folders); {
		case fits > most:
			most, found, ok = fits, one, true
		case fits == most:
			ok = false
		}
	}
	return found, ok
}

// likeness counts the names at the end of two paths that are the same, or else is one where only
// their last differ, if folders count.
func likeness(a, b string, folders bool) int {
	if folders && path.Dir(a) == path.Dir(b) {
		return 1
	}
	one, other := strings.Split(a, "/"), strings.Split(b, "/")
	same := 0
	for same < min(len(one), len(other)) && one[len(one)-1-same] == other[len(other)-1-same] {
		same++
	}
	return 2 * same
}

// mostShared bounds how many findings of one fingerprint are told apart.
const mostShared = 100

// as is the fingerprint that a finding would have if its resource had another id; empty where it
// rests on more than that.
func (f *Finding) as(id string) string {
	own, other := Fingerprint(f.Rule, f.Resource.ID, f.Pointer), Fingerprint(f.Rule, id, f.Pointer)
	if own == f.Fingerprint {
		return other
	}
	for count := 2; count <= mostShared; count++ {
		if Again(own, count) == f.Fingerprint {
			return Again(other, count)
		}
	}
	return ""
}

// Again is the fingerprint of the second, third, … finding of those that share one.
func Again(shared string, count int) string { return Fingerprint(shared, strconv.Itoa(count), "") }
