package fix

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/tailscale/hujson"

	"github.com/pinelint/pinelint/pkg/finding"
)

// jsonFormat edits JSON, also with comments and trailing commas.
type jsonFormat struct {
	data []byte
	// templates says that ${ in a string begins an expression, as in Terraform.
	templates bool
}

// jsonSpot is a value with what holds it; the root is held by nothing.
type jsonSpot struct {
	value  *hujson.Value
	parent *hujson.Value
	index  int
}

func (j jsonFormat) edits(wanted request) ([]edit, error) {
	skipped := 0
	if bytes.HasPrefix(j.data, []byte("\xEF\xBB\xBF")) {
		skipped = 3
	}
	root, err := hujson.Parse(j.data[skipped:])
	if err != nil {
		return nil, errors.New("the text around it is not JSON")
	}
	if isAnswer(&root) {
		return nil, errAnswer
	}
	found := jsonSpot{value: &root}
	if wanted.at != nowhere() {
		var ok bool
		if found, ok = found.locate(span{wanted.at.start - skipped, wanted.at.end - skipped}); !ok {
			return nil, errMoved
		}
	}
	found, rest := found.descend(wanted.below)
	edits, err := jsonFormat{j.data[skipped:], j.templates}.change(found, rest, wanted.operation)
	for i := range edits {
		edits[i].start += skipped
		edits[i].end += skipped
	}
	return edits, err
}

// isAnswer knows what AWS's command line printed of a policy: to edit it changes nothing in AWS.
func isAnswer(root *hujson.Value) bool {
	return slices.ContainsFunc(parts(root), func(part jsonPart) bool {
		_, isObject := part.value.Value.(*hujson.Object)
		return part.name == "Role" && isObject || part.name == "RoleName" || part.name == "PolicyVersion" && isObject
	})
}

func (j jsonFormat) change(found jsonSpot, rest []string, operation finding.Operation) ([]edit, error) {
	switch {
	case operation.Op == finding.Remove && len(rest) > 0:
		return nil, errShape
	case operation.Op == finding.Remove:
		return found.remove()
	case operation.Op == finding.Add && len(rest) == 0:
		return j.addElement(found.value, operation.Value)
	case operation.Op == finding.Add:
		return j.addKey(found.value, rest, []any{operation.Value})
	case len(rest) > 0:
		return j.addKey(found.value, rest, operation.Value)
	}
	at := valueSpan(found.value)
	if j.templates && bytes.Contains(j.data[at.start:at.end], []byte("${")) {
		return nil, errComputed
	}
	return []edit{{span: at, text: j.render(operation.Value, indentation(j.data, at.start))}}, nil
}

func valueSpan(value *hujson.Value) span { return span{value.StartOffset, value.EndOffset} }

// locate finds the value that stands at a place, alone, with its key, or by its key.
func (s jsonSpot) locate(at span) (jsonSpot, bool) {
	if valueSpan(s.value) == at {
		return s, true
	}
	for i, part := range parts(s.value) {
		inner := jsonSpot{value: part.value, parent: s.value, index: i}
		if part.span == at || part.key == at {
			return inner, true
		}
		if part.contains(at) {
			return inner.locate(at)
		}
	}
	return jsonSpot{}, false
}

// jsonPart is a member or an element; the span has the key in it.
type jsonPart struct {
	span
	key   span
	name  string
	value *hujson.Value
}

func parts(value *hujson.Value) []jsonPart {
	var all []jsonPart
	switch composite := value.Value.(type) {
	case *hujson.Object:
		for i := range composite.Members {
			member := &composite.Members[i]
			name, _ := member.Name.Value.(hujson.Literal)
			all = append(all, jsonPart{
				span{member.Name.StartOffset, member.Value.EndOffset}, valueSpan(&member.Name), name.String(), &member.Value,
			})
		}
	case *hujson.Array:
		for i := range composite.Elements {
			element := &composite.Elements[i]
			all = append(all, jsonPart{span: valueSpan(element), value: element, key: nowhere()})
		}
	}
	return all
}

func (s jsonSpot) descend(tokens []string) (jsonSpot, []string) {
	for len(tokens) > 0 {
		below := parts(s.value)
		_, isArray := s.value.Value.(*hujson.Array)
		at := -1
		if index, err := strconv.Atoi(tokens[0]); isArray && err == nil && index >= 0 && index < len(below) {
			at = index
		}
		for i, part := range below {
			if !isArray && part.name == tokens[0] {
				at = i // of equal keys the last one counts
			}
		}
		if at < 0 {
			return s, tokens
		}
		s, tokens = jsonSpot{value: below[at].value, parent: s.value, index: at}, tokens[1:]
	}
	return s, nil
}

func (s jsonSpot) remove() ([]edit, error) {
	if s.parent == nil {
		return nil, errShape
	}
	siblings := parts(s.parent)
	if len(siblings) == 1 {
		return nil, errLast
	}
	spans := make([]span, len(siblings))
	for i, sibling := range siblings {
		spans[i] = sibling.span
	}
	return []edit{{span: without(spans, s.index)}}, nil
}

func (j jsonFormat) addKey(value *hujson.Value, below []string, wanted any) ([]edit, error) {
	if _, ok := value.Value.(*hujson.Object); !ok {
		return nil, errShape
	}
	return j.appendTo(value, j.quote(below[0])+": ", wrapped(below[1:], wanted)), nil
}

func (j jsonFormat) addElement(value *hujson.Value, wanted any) ([]edit, error) {
	switch value.Value.(type) {
	case *hujson.Array:
		return j.appendTo(value, "", wanted), nil
	case hujson.Literal:
		at := valueSpan(value)
		alone := string(j.data[at.start:at.end])
		return []edit{{span: at, text: "[" + alone + ", " + j.render(wanted, "") + "]"}}, nil
	}
	return nil, errShape
}

// appendTo writes one more member or element, laid out as the last one is.
func (j jsonFormat) appendTo(value *hujson.Value, key string, wanted any) []edit {
	whole, all := valueSpan(value), parts(value)
	if len(all) == 0 {
		blanks := indentation(j.data, whole.start)
		inner := blanks + j.unit()
		text := "\n" + inner + key + j.render(wanted, inner) + "\n" + blanks
		return []edit{{span: span{whole.start + 1, whole.end - 1}, text: text}}
	}
	last := all[len(all)-1].span
	stop := lineStop(j.data, last.end)
	if stop >= whole.end {
		return []edit{{span: span{last.end, last.end}, text: ", " + key + j.render(wanted, indentation(j.data, last.start))}}
	}
	blanks := indentation(j.data, last.start)
	return behind(j.data, last, "\n"+blanks+key+j.render(wanted, blanks), true)
}

// unit is one step of indentation: the least that a line has more than the one before it.
func (j jsonFormat) unit() string {
	least, above, found := step, "", false
	for line := range bytes.Lines(j.data) {
		rest := bytes.TrimLeft(line, " \t")
		if len(bytes.TrimSpace(rest)) == 0 {
			continue
		}
		blanks := string(line[:len(line)-len(rest)])
		if more, ok := strings.CutPrefix(blanks, above); ok && more != "" && (!found || len(more) < len(least)) {
			least, found = more, true
		}
		above = blanks
	}
	return least
}

func (j jsonFormat) quote(text string) string {
	quoted, _ := jsontext.AppendQuote(nil, j.escaped(text)) // what is not UTF-8 is replaced
	return string(quoted)
}

func (j jsonFormat) escaped(text string) string {
	if !j.templates {
		return text
	}
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(text)
}

// render writes a value as JSON: an object over several lines, a list in one.
func (j jsonFormat) render(value any, blanks string) string {
	switch value := value.(type) {
	case string:
		return j.quote(value)
	case bool:
		return strconv.FormatBool(value)
	case json.Number:
		return value.String()
	case []any:
		elements := make([]string, len(value))
		for i, element := range value {
			elements[i] = j.render(element, blanks)
		}
		return "[" + strings.Join(elements, ", ") + "]"
	case map[string]any:
		inner := blanks + j.unit()
		members := make([]string, 0, len(value))
		for key, member := range value {
			members = append(members, inner+j.quote(key)+": "+j.render(member, inner))
		}
		slices.Sort(members)
		return "{\n" + strings.Join(members, ",\n") + "\n" + blanks + "}"
	}
	return "null"
}
