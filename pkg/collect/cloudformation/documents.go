package cloudformation

import (
	"encoding/base64"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// holder is a type of CloudFormation's that holds files of another program: which of
// Terraform's is like it, and of which arguments the properties are.
type holder struct {
	to        string
	arguments map[string]string
}

// holderOf also knows what CDK deploys to a cluster of EKS.
func holderOf(kind string) (holder, bool) {
	one, ok := map[string]holder{
		"AWS::APS::RuleGroupsNamespace":         {"aws_prometheus_rule_group_namespace", map[string]string{"Data": "data"}},
		"AWS::APS::Scraper":                     {"aws_prometheus_scraper", map[string]string{"ScrapeConfiguration": "scrape_configuration"}},
		"Custom::AWSCDK-EKS-KubernetesResource": {"kubectl_manifest", map[string]string{"Manifest": "yaml_body"}},
		"Custom::AWSCDK-EKS-HelmChart":          {"helm_release", map[string]string{"Chart": "chart", "Values": "values"}},
	}[kind]
	return one, ok
}

// documents hands on a resource that holds files of another program.
func (s *stack) documents(entry *document.Entry, kind string) {
	held, ok := holderOf(kind)
	if !ok || s.options.Document == nil {
		return
	}
	s.reading(entry, kind)
	o := &snapshot.Observation{
		Type: held.to, Source: s.source.ID, Address: s.prefix + entry.Name, Values: map[string]any{},
		Unknown: map[string]snapshot.Unknown{}, Conditions: s.undecided(entry.Value),
		Locations: snapshot.Locations{{Position: snapshot.Position{Location: s.Key(entry)}}},
	}
	pieces := map[string][]collect.Piece{}
	if properties := entry.Value.Get("Properties"); properties != nil {
		for i := range properties.Entries {
			property := &properties.Entries[i]
			if argument := held.arguments[property.Name]; argument != "" {
				s.text(o, pieces, snapshot.Child("", argument), property)
			}
		}
	}
	s.options.Document(o, pieces)
}

// reading says of a resource that it is read here, or not made.
func (s *stack) reading(entry *document.Entry, kind string) {
	if _, ok := holderOf(kind); ok && s.options.Reading != nil {
		s.options.Reading(s.file, snapshot.Child("/Resources", entry.Name))
	}
}

// text writes a property into an observation that is a text, or a mapping that has one.
func (s *stack) text(o *snapshot.Observation, pieces map[string][]collect.Piece, pointer string, property *document.Entry) {
	at := s.Whole(property)
	o.Locations.Set(pointer, snapshot.Position{Location: at})
	node := property.Value
	if blob := node.Get("ConfigurationBlob"); blob != nil {
		node, at = blob, s.Place(blob)
	}
	parts := piecer{stack: s, encoded: property.Value != node}
	parts.add(node, at, 0)
	argument := pointer[1:]
	switch {
	case parts.unknown == nil:
		o.Values[argument] = collect.Joined(parts.found)
		pieces[pointer] = parts.found
	case parts.written:
		unknown := *parts.unknown
		unknown.Pattern = collect.Redact(collect.Joined(parts.found))
		o.Unknown[pointer] = unknown
		pieces[pointer] = parts.found
	default:
		unknown := *parts.unknown
		unknown.Pattern = ""
		o.Unknown[pointer] = unknown
	}
}

// piecer takes a text apart into the nodes that it is made of.
type piecer struct {
	*stack

	encoded bool // the text is in Base64, unless a function makes that
	found   []collect.Piece
	unknown *snapshot.Unknown // of the first part that is
	written bool              // some of it is no function
}

func (p *piecer) add(n *document.Node, at snapshot.Location, depth int) {
	name, argument := function(n)
	switch {
	case depth > deepest:
	case name == "Base64":
		p.encoded = false
		p.add(argument, p.Place(argument), depth+1)
		return
	case name == "Join" && len(argument.Items) == 2 && argument.Items[1].Kind == document.List && argument.Items[1].Tag == "":
		for i, item := range argument.Items[1].Items {
			if i > 0 {
				p.found = append(p.found, collect.Piece{Text: argument.Items[0].String(), At: p.Place(item)})
			}
			p.add(item, p.Place(item), depth+1)
		}
		return
	}
	v, place := p.value(n, at, depth), at
	switch text := n; {
	case name == "Sub":
		if text = argument; len(argument.Items) > 0 {
			text = argument.Items[0]
		}
		place, p.written = p.Place(text), true
	case name == "" && n.Kind == document.Scalar:
		place, p.written = p.Place(n), true
	default:
		place = v.At.Location
	}
	p.found = append(p.found, collect.Piece{Text: p.text(v), At: place})
}

// text is what a value is, with ${…} in the place of what is unknown.
func (p *piecer) text(v *document.Value) string {
	if text, ok := v.Known(); ok || v.Absent() {
		if plain, err := base64.StdEncoding.DecodeString(text); p.encoded && err == nil {
			return string(plain)
		}
		return text
	}
	unknown := snapshot.Unknown{Reason: "is no text"}
	if v.Unknown != nil {
		unknown = *v.Unknown
	}
	if p.unknown == nil {
		p.unknown = &unknown
	}
	if unknown.Pattern != "" {
		return unknown.Pattern
	}
	return "${…}"
}
