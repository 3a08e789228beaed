package terraform

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// describe writes all that was seen in lines: = a value, ? an unknown, -> references,
// @ a place.
func describe(seen *memory) string {
	var out strings.Builder
	for _, o := range seen.units {
		if o.Type == "terraform_root" && len(o.Values) <= 1 {
			continue
		}
		complete := ""
		if !o.Complete {
			complete = " (incomplete)"
		}
		fmt.Fprintf(&out, "%s: %s%s%s\n", o.Source, o.Address, complete, placeOf(o, ""))
		lines := map[string]string{}
		leaves(lines, "", o.Values, o)
		for pointer, u := range o.Unknown {
			prefix := ""
			if u.Prefix != "" {
				prefix = fmt.Sprintf(" begins %q", u.Prefix)
			}
			if u.Pattern != "" {
				prefix += fmt.Sprintf(" like %q", u.Pattern)
			}
			lines[pointer] = fmt.Sprintf("? %s: %s%s%s", u.Expression, u.Reason, prefix, placeOf(o, pointer))
			if u.Location != nil {
				lines[pointer] += " unknown from " + place(*u.Location)
			}
		}
		for pointer, refs := range o.References {
			lines[pointer] += " -> " + strings.Join(refs, ", ")
		}
		pointers := make([]string, 0, len(lines))
		for pointer := range lines {
			pointers = append(pointers, pointer)
		}
		slices.Sort(pointers)
		for _, pointer := range pointers {
			fmt.Fprintf(&out, "  %s %s\n", pointer, lines[pointer])
		}
	}
	for _, source := range seen.sources {
		for _, p := range source.Problems {
			at := ""
			if p.Location != nil {
				at = " @" + place(*p.Location)
			}
			fmt.Fprintf(&out, "%s: %s: %s%s\n", source.ID, p.Kind, p.Message, at)
		}
	}
	return out.String()
}

func leaves(lines map[string]string, pointer string, value any, o *snapshot.Observation) {
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			leaves(lines, snapshot.Child(pointer, key), inner, o)
		}
		if len(value) == 0 {
			lines[pointer] = "= {}" + placeOf(o, pointer)
		}
	case []any:
		for i, inner := range value {
			leaves(lines, snapshot.Element(pointer, i), inner, o)
		}
		if len(value) == 0 {
			lines[pointer] = "= []" + placeOf(o, pointer)
		}
	default:
		encoded, _ := json.Marshal(value)
		lines[pointer] = "= " + string(encoded) + placeOf(o, pointer)
	}
}

func placeOf(o *snapshot.Observation, pointer string) string {
	position, ok := o.Locations.Nearest(pointer)
	if !ok {
		return ""
	}
	text := " @" + place(position.Location)
	for _, via := range position.Via {
		text += fmt.Sprintf(" < %s (%s)", place(via.Location), via.Note)
	}
	return text
}

func place(l snapshot.Location) string {
	if l.StartLine == 0 {
		return l.File
	}
	if l.StartLine == l.EndLine {
		return fmt.Sprintf("%s:%d:%d-%d", l.File, l.StartLine, l.StartColumn, l.EndColumn)
	}
	return fmt.Sprintf("%s:%d:%d-%d:%d", l.File, l.StartLine, l.StartColumn, l.EndLine, l.EndColumn)
}
