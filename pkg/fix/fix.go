// Package fix turns the repairs that rules state as data into edits of the files that a
// person would edit, and proves them. An edit keeps comments and layout, touches nothing
// but the value it is about, and is made only where it is certain which text that is. It
// is offered only after judging the edited repository again showed that the finding is
// gone, that nothing new is wrong, and that no other value has changed.
package fix

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Change repairs findings that want the same edits, such as those of all instances of one
// block.
type Change struct {
	// Findings are indexes into the results' findings.
	Findings []int
	edits    []edit
	asked    []asked
	read     *files
}

// asked is an operation and the declaration whose values it changes.
type asked struct {
	Declaration
	block snapshot.Location
	// direct says that the edit is in the block itself, and so in all that it makes.
	direct    bool
	operation finding.Operation
}

// Declaration is one thing as one source declares it.
type Declaration struct{ Source, Address string }

// Left is a finding with a patch that is not offered, and why, in one clause.
type Left struct {
	Finding int
	Reason  string
}

// Propose makes edits of the patches of all fails that are not waived, in the order of
// the findings. Nothing is proved yet.
func Propose(evidence *snapshot.Snapshot, findings []finding.Finding, fsys fs.FS) ([]*Change, []Left) {
	p := proposal{files: newFiles(fsys), resources: byID(evidence)}
	var changes []*Change
	var left []Left
	for i, found := range findings {
		if !repairable(found) {
			continue
		}
		made, err := p.change(found.Patch)
		if err != nil {
			left = append(left, Left{Finding: i, Reason: err.Error()})
			continue
		}
		at := slices.IndexFunc(changes, func(c *Change) bool { return slices.Equal(c.edits, made.edits) })
		if at < 0 {
			changes, at = append(changes, made), len(changes)
		} else {
			changes[at].asked = append(changes[at].asked, made.asked...)
		}
		changes[at].Findings = append(changes[at].Findings, i)
	}
	return changes, left
}

func repairable(found finding.Finding) bool {
	return found.Verdict == finding.Fail && found.Waiver == nil && len(found.Patch) > 0
}

type proposal struct {
	files     *files
	resources map[string]*snapshot.Resource
}

func (p *proposal) change(patch []finding.Operation) (*Change, error) {
	made := &Change{read: p.files}
	for _, operation := range patch {
		resource := p.resources[operation.Resource]
		if resource == nil {
			return nil, errors.New("the resource to repair is not in the snapshot")
		}
		target, place := declaration(resource, at(operation))
		if target == nil {
			return nil, errors.New("no file that can be edited declares it")
		}
		edits, err := p.edits(target, place, operation)
		if err != nil {
			return nil, err
		}
		made.edits = append(made.edits, edits...)
		header, _ := target.Locations.Get("")
		made.asked = append(made.asked, asked{
			Declaration: Declaration{target.Source, target.Address}, operation: operation,
			block: header.Location, direct: place.pointer == "" || len(place.Via) == 0,
		})
	}
	return made, nil
}

// at is the pointer of what an operation changes: of an addition, the list.
func at(operation finding.Operation) string {
	if operation.Op == finding.Add {
		return snapshot.Parent(operation.Path)
	}
	return operation.Path
}

// placed is a position and the pointer that it is the position of.
type placed struct {
	pointer string
	snapshot.Position
}

// declaration is the observation of a file that people write, and in it the place of the
// pointer or of its nearest parent. A plan is never edited.
func declaration(resource *snapshot.Resource, pointer string) (*snapshot.Observation, placed) {
	var best *snapshot.Observation
	var place placed
	for _, observation := range resource.Observations {
		if strings.HasPrefix(observation.Source, "plan ") {
			continue
		}
		found, ok := nearest(observation.Locations, pointer)
		if !ok {
			continue
		}
		exacter := best == nil || len(found.pointer) > len(place.pointer)
		if exacter || (len(found.pointer) == len(place.pointer) && observation.Complete && !best.Complete) {
			best, place = observation, found
		}
	}
	return best, place
}

func nearest(locations snapshot.Locations, pointer string) (placed, bool) {
	for {
		if found, ok := locations.Get(pointer); ok {
			return placed{pointer: pointer, Position: found}, true
		}
		if pointer == "" {
			return placed{}, false
		}
		pointer = snapshot.Parent(pointer)
	}
}

// edits are made by the format of the file that the value stands in.
func (p *proposal) edits(target *snapshot.Observation, place placed, operation finding.Operation) ([]edit, error) {
	file, err := p.files.get(place.File)
	if err != nil {
		return nil, err
	}
	start, end, ok := file.text.Span(place.Location)
	if !ok {
		return nil, fmt.Errorf("%s has no such place any more", place.File)
	}
	if place.pointer != "" && len(place.Via) > 0 {
		if err := p.files.leadsAlone(place.Position); err != nil {
			return nil, err
		}
	}
	wanted := request{
		at: span{start, end}, operation: operation,
		below: written(
			snapshot.Tool(target.Source), place.pointer,
			snapshot.Tokens(strings.TrimPrefix(at(operation), place.pointer)),
		),
	}
	edits, err := file.format(target).edits(wanted)
	if err != nil {
		return nil, err
	}
	for i := range edits {
		edits[i].file = place.File
	}
	return edits, nil
}

// written is a path below a place in the names of the tool: those of values are Terraform's.
// Whether they are right shows when the edit is proved.
func written(tool, pointer string, below []string) []string {
	var names []string
	switch tool {
	case "cloudformation":
		names = []string{"Properties"}
	case "pulumi":
		names = []string{"properties"}
	default:
		return below
	}
	if pointer != "" || len(below) == 0 {
		names = nil
	}
	for _, attribute := range below {
		if attribute == "is_enabled" && tool == "cloudformation" {
			attribute = "enabled"
		}
		words := strings.Split(attribute, "_")
		for i, word := range words {
			if word != "" && (i > 0 || tool == "cloudformation") {
				words[i] = strings.ToUpper(word[:1]) + word[1:]
			}
		}
		names = append(names, strings.Join(words, ""))
	}
	return names
}

func byID(evidence *snapshot.Snapshot) map[string]*snapshot.Resource {
	index := map[string]*snapshot.Resource{}
	for _, list := range evidence.Resources {
		for _, resource := range list {
			index[resource.ID] = resource
		}
	}
	return index
}
