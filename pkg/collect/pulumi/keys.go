package pulumi

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// markedSecret is why a value of a preview is unknown that the program says is secret.
const markedSecret = "marked secret"

// keyed is a part of a property that has a Pinecone key by the name that programs know it by.
type keyed struct {
	flow

	variable string
}

// keys notes what of a resource's properties has a key by its name, where nothing but the
// program's word for it tells which.
func (p *program) keys(kind, resource string, values *document.Value) {
	for _, field := range values.Fields {
		argument := collect.Flow{Type: sinkType(kind), Resource: resource, Argument: snake(field.Name)}
		p.keysOf(argument, field.Name, field.Value, 0)
	}
}

// keysAt notes those of a resource of a preview, which stand where it was made, where that is
// written.
func (p *preview) keysAt(there snapshot.Position, written bool, kind, resource string, values *document.Value) {
	before := len(p.keyed)
	p.keys(kind, resource, values)
	for i := before; written && i < len(p.keyed); i++ {
		p.keyed[i].at = there
	}
}

// sinkType is Terraform's type for an object of Kubernetes, which has its group in Pulumi's.
func sinkType(kind string) string {
	group, ok := strings.CutPrefix(kind, "kubernetes_")
	if !ok {
		return kind
	}
	_, name, _ := strings.Cut(group, "_")
	return "kubernetes_" + name
}

// keysOf finds them below a value. What is called a secret keeps it.
func (p *program) keysOf(of collect.Flow, name string, v *document.Value, depth int) {
	kept := collect.KeepsSecrets(name) && !collect.IsKeyName(name)
	if p.left--; p.left < 0 || v == nil || depth > deepest || kept {
		return
	}
	if collect.IsKeyName(name) && p.holdsKey(v) {
		p.keyed = append(p.keyed, keyed{flow{of, v.At}, name})
		return
	}
	if called, ok := v.Get("name").Known(); ok && v.Kind == document.Map && collect.IsKeyName(called) {
		p.keysOf(of, called, v.Get("value"), depth+1)
		return
	}
	for _, item := range v.Items {
		p.keysOf(of, "", item, depth+1)
	}
	for _, field := range v.Fields {
		p.keysOf(of, field.Name, field.Value, depth+1)
	}
}

// holdsKey says whether a value is the key itself: one of the configuration that whoever
// deploys gives, or what the program marks as secret.
func (p *program) holdsKey(v *document.Value) bool {
	if v.Unknown == nil {
		return false
	}
	if v.Unknown.Reason == markedSecret {
		return true
	}
	name, opened := strings.CutPrefix(v.Unknown.Pattern, "${")
	name, closed := strings.CutSuffix(name, "}")
	_, isSetting := p.config[name]
	return opened && closed && isSetting && !collect.SaysWhere(snake(name))
}

// keySinks hands on the keys that no credential of the program's own told of.
func (p *program) keySinks(told map[string]bool) {
	for _, one := range p.keyed {
		o := one.KeySink(p.source.ID, one.variable)
		if told[one.Address()] || told[o.Address] {
			continue
		}
		told[o.Address] = true
		o.Locations = snapshot.Locations{{Position: one.at}}
		if collect.Finish(p.options.Types, o) {
			p.unit = append(p.unit, o)
		}
	}
}
