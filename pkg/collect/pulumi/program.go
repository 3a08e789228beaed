package pulumi

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	// maxVisits bounds the nodes that are evaluated of a program: an alias of YAML costs
	// nothing to write.
	maxVisits    = 500_000
	deepest      = 100
	mostProblems = 50
)

// program is a program in YAML.
type program struct {
	options  Options
	source   snapshot.Source
	document *document.Document
	data     []byte
	config   map[string]setting
	unit     []*snapshot.Observation
	flows    []flow
	keyed    []keyed
	left     int
}

// flow is a property of a resource and where it stands.
type flow struct {
	collect.Flow

	at snapshot.Position
}

func (p *program) problem(kind string, at snapshot.Location, clause string) {
	p.source.Status, p.source.Reason = snapshot.Partial, "some of the program could not be read"
	p.tell(kind, at, clause)
}

// tell is a problem that hides nothing of what is judged.
func (p *program) tell(kind string, at snapshot.Location, clause string) {
	if len(p.source.Problems) < mostProblems {
		p.source.Problems = append(p.source.Problems, snapshot.Problem{
			Kind: kind, Message: collect.Quote(at.File) + " " + clause, Location: &at,
		})
	}
}

// observe hands on the resources of the program, and what credentials flow into.
func (p *program) observe() {
	p.left = maxVisits
	resources := p.document.Root.Get("resources")
	if resources == nil {
		return
	}
	for i := range resources.Entries {
		p.source.Counts["resources"]++
		p.resource(&resources.Entries[i])
	}
	if p.left < 0 {
		p.problem(snapshot.Gap, snapshot.Location{File: p.document.File},
			fmt.Sprintf("needs more than %d steps to evaluate: the rest is not read", maxVisits))
	}
	p.sinks()
}

// resource observes one resource.
func (p *program) resource(entry *document.Entry) {
	token := entry.Value.Get("type").String()
	kind := typeOf(token, p.options.Types)
	if kind == "" {
		return
	}
	at := snapshot.Position{Location: p.document.Key(entry)}
	values := &document.Value{Kind: document.Map, At: at}
	if properties := entry.Value.Get("properties"); properties != nil {
		values = p.value(properties, p.document, at.Location, 0)
	}
	if holderOf(token) != "" && p.options.Reading != nil {
		p.options.Reading(p.document.File, snapshot.Child("/resources", entry.Name))
		if !p.isRead(entry.Value) {
			p.documents(token, entry.Name, values, at)
		}
	}
	for _, field := range values.Fields {
		if refs := references(field.Value); len(refs) > 0 {
			p.flows = append(p.flows, flow{collect.Flow{
				Type: kind, Resource: entry.Name, Argument: snake(field.Name), References: refs,
			}, field.Value.At})
		}
	}
	shape := p.options.Types[kind]
	if !p.isRead(entry.Value) {
		p.keys(kind, entry.Name, values)
	}
	switch {
	case p.isRead(entry.Value):
		return
	case shape == nil:
		p.unknownType(kind, entry.Name, at.Location)
		return
	}
	values = translate(values, shape, kind)
	unnamed(values, shape, cmp.Or(entry.Value.Get("name").String(), entry.Name))
	values.Set("lifecycle", p.lifecycle(entry.Value.Get("options")))
	o := &snapshot.Observation{Type: kind, Source: p.source.ID, Address: entry.Name, Complete: values.Unknown == nil}
	o.Formerly = aliases(entry)
	if document.Observe(p.options.Types, o, values, at, "a preview or a live reading") {
		p.unit = append(p.unit, o)
	}
}

// aliases are the names that a resource had before it was renamed.
func aliases(entry *document.Entry) []string {
	list := entry.Value.Get("options").Get("aliases")
	if list == nil {
		return nil
	}
	var all []string
	for _, one := range list.Items {
		name := one.Get("name").String()
		if whole := one.String(); strings.HasPrefix(whole, "urn:") {
			name = urnOf(whole).name
		}
		if name != "" && name != entry.Name && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// isRead says whether a resource is one that is only looked at (get).
func (p *program) isRead(resource *document.Node) bool { return resource.Get("get") != nil }

// unnamed says of a resource that has no name that Pulumi makes it one, of the logical name
// and a random end.
func unnamed(values *document.Value, shape *snapshot.Shape, logical string) {
	if values.Unknown != nil || values.Get("name_prefix") != nil {
		return
	}
	for _, name := range []string{"name", "bucket"} {
		if shape.Properties[name] != nil && values.Get(name) == nil {
			v := document.Unclear(values.At, "", "Pulumi makes it of the logical name", "")
			v.Unknown.Prefix, v.Unknown.Pattern = logical+"-", logical+"-${random}"
			values.Set(name, v)
			return
		}
	}
}

// lifecycle are the options that keep a resource, in Terraform's words.
func (p *program) lifecycle(options *document.Node) *document.Value {
	if options == nil {
		return nil
	}
	for i := range options.Entries {
		entry := &options.Entries[i]
		if entry.Name != "protect" && entry.Name != "retainOnDelete" {
			continue
		}
		v := p.value(entry.Value, p.document, p.document.Whole(entry), 0)
		if text, ok := v.Known(); ok && text != "true" && entry.Name == "retainOnDelete" {
			continue
		}
		out := &document.Value{Kind: document.Map, At: v.At}
		out.Set("prevent_destroy", v)
		return out
	}
	return nil
}

// references are all that a value was made from.
func references(v *document.Value) []string {
	all := slices.Clone(v.References)
	for _, item := range v.Items {
		all = append(all, references(item)...)
	}
	for _, field := range v.Fields {
		all = append(all, references(field.Value)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sinks observes what the secrets of credentials flow into. The outputs of a program are not
// among them: what is made of a secret is encrypted there.
func (p *program) sinks() {
	var credentials []*snapshot.Observation
	for _, o := range p.unit {
		if collect.IsCredential(o.Type) {
			credentials = append(credentials, o)
		}
	}
	flows := make([]collect.Flow, len(p.flows))
	for i, one := range p.flows {
		flows[i] = one.Flow
	}
	reached, told := collect.Reach(slices.All(flows), credentials), map[string]bool{}
	for _, i := range slices.Sorted(maps.Keys(reached)) {
		o := flows[i].Sink(p.source.ID, reached[i].Secrets)
		told[o.Address] = true
		o.Locations = snapshot.Locations{{Position: p.flows[i].at}}
		if collect.Finish(p.options.Types, o) {
			p.unit = append(p.unit, o)
		}
	}
	p.keySinks(told)
}

// unknownType tells of a resource of the Pinecone provider that nobody judges.
func (p *program) unknownType(kind, name string, at snapshot.Location) {
	if strings.HasPrefix(kind, "pinecone_") {
		p.tell(snapshot.Notice, at, "has "+collect.Quote(name)+", "+collect.UnknownType)
	}
}

// typeOf is Terraform's type of Pulumi's: aws_kms_key of aws:kms:Key and of
// aws:kms/key:Key. It is empty for what is no type of a provider.
func typeOf(token string, types snapshot.Types) string {
	parts := strings.Split(token, ":")
	if len(parts) < 2 {
		return ""
	}
	provider, name := parts[0], snake(parts[len(parts)-1])
	module := ""
	if len(parts) > 2 {
		module, _, _ = strings.Cut(parts[1], "/")
	}
	name = strings.TrimSuffix(strings.TrimPrefix(name, provider+"_"), "_v2")
	switch whole := provider + "_" + module + "_" + name; {
	case provider == "aws" && module == "ec2" && name == "security_group_association":
		return "aws_vpc_endpoint_security_group_association"
	case module == "" || module == "index":
		return provider + "_" + name
	case types[whole] != nil:
		return whole
	case types[provider+"_"+module+name] != nil: // Terraform has bedrockagent for a module
		return provider + "_" + module + name
	case types[provider+"_"+name] != nil:
		return provider + "_" + name
	default:
		return whole
	}
}
