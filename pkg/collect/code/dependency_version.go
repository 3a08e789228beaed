package code

import (
	"cmp"
	"maps"
	"path"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func (d *dependency) observation(places *collect.Text, file, role string) *snapshot.Observation {
	values := map[string]any{
		"package": d.pkg, "language": d.language, "file": file, "locked": d.locked, "pinned": d.pinned, "role": role,
	}
	if d.version != "" {
		values["version"] = d.version
	}
	if d.constraint != "" {
		values["constraint"] = d.constraint
	}
	if d.language == "python" {
		values["grpc"] = d.grpc
	}
	at := places.Location(d.start, d.end)
	found := &snapshot.Observation{
		Type: "pinecone_sdk", Values: values,
		Locations: snapshot.Locations{{Position: snapshot.Position{Location: at}}},
	}
	if d.place != nil {
		asks := snapshot.Via{Location: at, Note: collect.Quote(file) + " depends on it"}
		found.Locations.Set("/version", snapshot.Position{Location: *d.place, Via: []snapshot.Via{asks}})
	}
	if d.untold != "" {
		found.Unknown = map[string]snapshot.Unknown{"/version": {Reason: d.untold}}
	}
	return found
}

// versions are the dependencies of a repository, by language and folder.
type versions map[string][]*dependency

func versionsOf(results []*result) versions {
	found := versions{}
	for _, one := range results {
		for i := range one.depends {
			each := &one.depends[i]
			if each.scoped {
				continue
			}
			folder := path.Dir(one.path)
			if isScript(languageOf(one.path)) {
				folder = one.path // it says so for itself
			}
			if path.Base(one.path) == gradleCatalog {
				folder = path.Dir(folder)
			}
			key := each.language + " " + folder
			if len(found[key]) > 0 && (!each.locked && found[key][0].locked || !each.replaces && found[key][0].replaces) {
				continue
			}
			found[key] = append([]*dependency{each}, found[key]...)
		}
	}
	return found
}

// tell says of what a file does which version of the SDK does it: that of the nearest
// folder that names one, or of the package that the file has its handle from.
func (v versions) tell(s *sight, u *unit) {
	found, alike := v.of(u, map[*unit]bool{})
	if found == nil || !alike {
		s.unsure(u, "/sdk_version", "no dependency file says which version of the SDK is used", nil)
		return
	}
	s.values["sdk"] = found.pkg
	s.values["sdk_pinned"] = found.pinned
	switch {
	case found.untold != "":
		s.unsure(u, "/sdk_version", found.untold, nil)
	case found.version != "":
		s.values["sdk_version"] = found.version
	default:
		s.unsure(u, "/sdk_version", "no version of "+found.pkg+" is required", nil)
	}
}

// of is the dependency of a file, or of those that it imports from, and whether these have one
// that is alike.
func (v versions) of(u *unit, asked map[*unit]bool) (found *dependency, alike bool) {
	if found = v.specified(u); found != nil {
		return found, true
	}
	if found = v.nearest(u); found != nil || asked[u] {
		return found, true
	}
	asked[u], alike = true, true
	for _, module := range slices.Sorted(maps.Keys(u.exporters)) {
		if u.exporters[module] == nil {
			continue
		}
		other, same := v.of(u.exporters[module], asked)
		if found != nil && other != nil {
			same = same && found.version == other.version && found.pinned == other.pinned
		}
		alike = alike && same
		found = cmp.Or(found, other)
	}
	return found, alike
}

// specified is the dependency that an import of a file names, or of one that it imports from.
func (v versions) specified(u *unit) *dependency {
	if !isScript(u.language) || u.specifies.asked {
		return u.specifies.found
	}
	u.specifies.asked = true
	u.specifies.found = v.named(u)
	for _, module := range slices.Sorted(maps.Keys(u.exporters)) {
		if other := u.exporters[module]; other != nil && u.specifies.found == nil {
			u.specifies.found = v.named(other)
		}
	}
	return u.specifies.found
}

// named is the dependency that an import of a file names, nil where none does.
func (v versions) named(u *unit) *dependency {
	if found := v[u.family()+" "+u.path]; len(found) > 0 {
		return found[0]
	}
	return nil
}

// nearest is the dependency of the nearest folder that has one, nil where none has.
func (v versions) nearest(u *unit) *dependency {
	for folder := path.Dir(u.path); ; folder = path.Dir(folder) {
		if found := v[u.family()+" "+folder]; len(found) > 0 {
			return found[0]
		}
		if folder == "." || folder == "/" {
			return nil
		}
	}
}
