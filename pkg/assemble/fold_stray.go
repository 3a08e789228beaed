package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// isStray says whether nobody can tell what a part belongs to: a variable, a parameter or what
// is read at apply names it. What a module or a resource gives is no whole of the same unit, as
// that would have been found.
func isStray(part *snapshot.Observation, of whole) bool {
	for pointer, why := range part.Unknown {
		if snapshot.Within(pointer, of.pointer) || pointer == "" {
			return !strings.HasPrefix(why.Expression, "module.") && !namesMade(part, of)
		}
	}
	return false
}

// mayBeCalled says whether a whole may have the name by which a part names what it belongs to,
// since a variable or a parameter hides its own.
func mayBeCalled(target *snapshot.Observation, name string) bool {
	for _, attribute := range identifiers[target.Type] {
		why, ok := target.Unknown[snapshot.Child("", attribute)]
		if ok && !why.IsLater() && strings.HasPrefix(name, why.Prefix) {
			return true
		}
	}
	return false
}

// namesMade says whether a part belongs to something that is made elsewhere, or looked up by a
// data source of its type, which nobody does with what the same unit makes.
func namesMade(part *snapshot.Observation, of whole) bool {
	for pointer, references := range part.References {
		if !snapshot.Within(pointer, of.pointer) {
			continue
		}
		for _, reference := range references {
			if isMade(part.Source, reference) || strings.HasPrefix(reference, "data."+of.to+".") {
				return true
			}
		}
	}
	return false
}

// isMade says whether a reference is to what a resource or a module gives, and not to what is
// read or handed in, be it by a resource that holds whatever it is given.
func isMade(source, reference string) bool {
	from, address := snapshot.Referred(source, reference)
	rest, inModule := address, false
	for strings.HasPrefix(rest, "module.") {
		name := rest[len("module."):]
		end := strings.IndexAny(name, ".[")
		if end < 0 {
			return true
		}
		rest, inModule = name[end:], true
		rest = strings.TrimPrefix(rest[snapshot.KeyLength(rest):], ".")
	}
	root, attribute, _ := strings.Cut(rest, ".")
	switch {
	case root == "data", root == "var", root == "local", root == "each", root == "count":
		return false
	case snapshot.Tool(from) != "terraform" && !isPlan(from), inModule && !strings.Contains(attribute, "."):
		return true
	default:
		return !holdsAny(root)
	}
}

// holdsAny says whether resources of a type give what somebody gave them, such as the name of a bucket
// that others are to wait for.
func holdsAny(kind string) bool {
	switch kind {
	case "aws_ssm_parameter", "aws_secretsmanager_secret_version", "aws_lambda_invocation", "aws_cloudformation_stack":
		return true
	default:
		return folded(kind) || !strings.HasPrefix(kind, "aws_") && !strings.HasPrefix(kind, "awscc_")
	}
}

// mostStrays bounds how many parts of a type are tried on each whole.
const mostStrays = 20

// strays are parts, by type, of which nothing tells what they belong to, in the order in which
// their types come.
type strays struct {
	kinds []string
	of    map[string][]*snapshot.Observation
}

// add takes a part that belongs to nothing that was found. One that nobody can place stands for
// all of its type, and of very many the last one does.
func (s *strays) add(part *snapshot.Observation, of whole) {
	_, named := snapshot.Lookup(part.Values, of.pointer)
	others := s.of[part.Type]
	if !named && !isStray(part, of) {
		return
	}
	if len(others) >= mostStrays {
		others[len(others)-1] = unsure(part, unowned(part.Address)) // of no name, so that it fits all
		return
	}
	if len(others) == 0 {
		if s.of == nil {
			s.of = map[string][]*snapshot.Observation{}
		}
		s.kinds = append(s.kinds, part.Type)
	}
	s.of[part.Type] = append(others, part)
}

// fold leaves open whether each whole has such a part.
func (s *strays) fold(unit []*snapshot.Observation) {
	for _, kind := range s.kinds {
		of, _ := wholeOf(kind)
		for _, target := range unit {
			if target.Type != of.to {
				continue
			}
			at := slices.IndexFunc(s.of[kind], func(part *snapshot.Observation) bool { return mayBeOf(part, target, of) })
			if at < 0 {
				continue
			}
			part := unsure(s.of[kind][at], unowned(s.of[kind][at].Address))
			delete(part.Values, "name") // it may be that of another part
			if !hasSuch(target, part, of) {
				of.write(part, target)
			}
		}
	}
}

// mayBeOf says whether a part may belong to a whole: by a name that hides, or that the whole
// hides.
func mayBeOf(part, target *snapshot.Observation, of whole) bool {
	value, named := snapshot.Lookup(part.Values, of.pointer)
	name, _ := value.(string)
	return !named || name != "" && mayBeCalled(target, name)
}

// hasSuch says whether a whole already has what it can have once, as a bucket its policy.
func hasSuch(target, part *snapshot.Observation, of whole) bool {
	probe := &snapshot.Observation{Values: map[string]any{}}
	of.write(part, probe)
	for pointer := range probe.Unknown {
		name := snapshot.First(pointer)
		at := snapshot.Child("", name)
		if probe.Values[name] == nil && (mayReach(target, at) || snapshot.Hides(target.Unknown, at)) {
			return true
		}
	}
	return false
}
