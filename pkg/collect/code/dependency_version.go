package code

import (
	"path"

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
	return &snapshot.Observation{
		Type: "pinecone_sdk", Values: values,
		Locations: snapshot.Locations{{Position: snapshot.Position{Location: at}}},
	}
}

// versions are the dependencies of a repository, by language and folder.
type versions map[string][]*dependency

func versionsOf(results []*result) versions {
	found := versions{}
	for _, one := range results {
		for i := range one.depends {
			each := &one.depends[i]
			key := each.language + " " + path.Dir(one.path)
			if len(found[key]) > 0 && !each.locked && found[key][0].locked {
				continue
			}
			found[key] = append([]*dependency{each}, found[key]...)
		}
	}
	return found
}

// tell says of what a file does which version of the SDK does it: that of the nearest
// folder that names one.
func (v versions) tell(s *sight, u *unit) {
	language := u.family()
	for folder := path.Dir(u.path); ; folder = path.Dir(folder) {
		if found := v[language+" "+folder]; len(found) > 0 {
			s.values["sdk"] = found[0].pkg
			s.values["sdk_pinned"] = found[0].pinned
			if found[0].version != "" {
				s.values["sdk_version"] = found[0].version
			} else {
				s.unsure(u, "/sdk_version", "no version of "+found[0].pkg+" is required", nil)
			}
			return
		}
		if folder == "." || folder == "/" {
			break
		}
	}
	s.unsure(u, "/sdk_version", "no dependency file says which version of the SDK is used", nil)
}
