package policyjson

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var filledIn = lazyregexp.New(`\$\{([^{}]+)\}`)

// isTemplate says whether something is put into a text before AWS gets it. The variables of a
// policy have a colon, as ${aws:username} does, or are a sign (IAM User Guide, "Policy variables
// and tags").
func isTemplate(text string) bool {
	return slices.ContainsFunc(filledIn().FindAllStringSubmatch(text, -1), func(match []string) bool {
		name := match[1]
		return strings.Contains(name, "::") || !strings.Contains(name, ":") && name != "*" && name != "?" && name != "$"
	})
}

// open takes the texts of a tree that are templates out of it, and notes that they are unknown.
func (p *policy) open(o *snapshot.Observation, pointer string, value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, element := range value {
			value[key] = p.open(o, snapshot.Child(pointer, key), element)
		}
	case []any:
		for i, element := range value {
			value[i] = p.open(o, snapshot.Element(pointer, i), element)
		}
	case string:
		if isTemplate(value) {
			setUnknown(o, pointer, snapshot.Unknown{
				Reason: "the file is a template, and no code that was read fills it in", Pattern: value,
			})
			return nil
		}
	}
	return value
}
