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

// prometheusTypes begin the types of Amazon's Managed Service for Prometheus, which may have
// alerts on Pinecone's metrics without its name.
const prometheusTypes = "AWS::APS::"

// holderOf also knows what CDK deploys to a cluster of EKS.
func holderOf(kind string) (holder, bool) {
	one, ok := map[string]holder{
		"AWS::APS::RuleGroupsNamespace": {
			"aws_prometheus_rule_group_namespace", map[string]string{"Data": "data"},
		},
		"AWS::APS::Scraper": {
			"aws_prometheus_scraper", map[string]string{"ScrapeConfiguration": "scrape_configuration"},
		},
		"Custom::AWSCDK-EKS-KubernetesResource": {"kubectl_manifest", map[string]string{"Manifest": "yaml_body"}},
		"Custom::AWSCDK-EKS-HelmChart": {
			"helm_release", map[string]string{"Chart": "chart", "Values": "values"},
		},
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
				pieces[snapshot.Child("", argument)] = s.text(o, argument, property)
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

// text writes a property into an observation that is a text, or a mapping that has one, and
// gives what it is made of; nothing where all of it is open.
func (s *stack) text(o *snapshot.Observation, argument string, property *document.Entry) []collect.Piece {
	at, pointer := s.Whole(property), snapshot.Child("", argument)
	o.Locations.Set(pointer, snapshot.Position{Location: at})
	node := property.Value
	if blob := node.Get("ConfigurationBlob"); blob != nil {
		node, at = blob, s.Place(blob)
	}
	parts := piecer{stack: s, encoded: property.Value != node}
	parts.add(node, at, 0)
	if parts.unknown == nil {
		o.Values[argument] = collect.Joined(parts.found)
		return parts.found
	}
	unknown := *parts.unknown
	unknown.Pattern = ""
	if parts.written {
		unknown.Pattern = collect.Joined(parts.found)
	}
	o.Unknown[pointer] = unknown
	if !parts.written {
		return nil
	}
	return parts.found
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
	case name == "Join" && isListed(argument):
		for i, item := range argument.Items[1].Items {
			if i > 0 {
				p.found = append(p.found, collect.Piece{Text: argument.Items[0].String(), At: p.Place(item)})
			}
			p.add(item, p.Place(item), depth+1)
		}
		return
	}
	v := p.value(n, at, depth)
	place, written := v.At.Location, true
	switch {
	case name == "Sub" && len(argument.Items) > 0:
		place = p.Place(argument.Items[0])
	case name == "Sub":
		place = p.Place(argument)
	case name == "" && n.Kind == document.Scalar:
		place = p.Place(n)
	default:
		written = false
	}
	p.written = p.written || written
	p.found = append(p.found, collect.Piece{Text: p.text(v), At: place})
}

// isListed says whether what Join joins stands there as a list.
func isListed(argument *document.Node) bool {
	return len(argument.Items) == 2 && argument.Items[1].Kind == document.List && argument.Items[1].Tag == ""
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
