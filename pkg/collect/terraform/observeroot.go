package terraform

import (
	"fmt"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func textValue(s string) cty.Value { return cty.StringVal(s) }

// emitInline writes a role's inline_policy blocks as the documents by name.
func (i *instance) emitInline(em *emitter) {
	policies := map[string]any{}
	sc := i.scope(i.resource.block.header.file)
	for at, p := range sc.nested(&i.resource.block.body, "inline_policy") {
		start := []hop{{at: p.block.header, use: "inline_policy"}}
		name, policy := p.part("name"), p.part("policy")
		key := fmt.Sprintf("inline_policy[%d]", at)
		if name != nil {
			if known, ok := text(name.force()); ok {
				key = known
			}
		}
		pointer := snapshot.Child("/inline_policies", key)
		if policy == nil {
			if p.gap != nil {
				em.unknown(pointer, p.gap, cty.NilVal)
			}
			continue
		}
		start[0].at = p.block.body.attribute("policy").at
		if value, ok := em.policy(pointer, policy, start); ok {
			policies[key] = value
		}
	}
	em.observation.Values["inline_policies"] = policies
}

// emitProviderKey records the key that a Pinecone resource's provider is configured
// with, where that is a pinecone_api_key of this configuration: the reference alone,
// never the value.
func (i *instance) emitProviderKey(em *emitter) {
	b := i.resource.block
	if !strings.HasPrefix(b.label(0), "pinecone_") {
		return
	}
	m, item := i.resource.module.configured(b, "pinecone", "api_key")
	if item == nil {
		return
	}
	var keys []string
	for _, ref := range m.scope(item.at.file).attribute(item).references() {
		if strings.Contains(ref, "pinecone_api_key.") {
			keys = append(keys, ref)
		}
	}
	if len(keys) > 0 {
		em.refer("/provider_api_key", keys)
	}
}

// providerAlias is the second name of a reference to a provider: pinecone.prod.
func providerAlias(expr hcl.Expression) string {
	traversal, diagnostics := hcl.AbsTraversalForExpr(expr)
	if diagnostics.HasErrors() {
		return ""
	}
	alias, _ := attributeStep(traversal, 1)
	return alias
}

// provider is the configuration that a name and alias mean in this module: its own, or
// what the call hands on.
func (m *module) provider(name, alias string) (*module, *block) {
	for _, declared := range m.folder.providers {
		if declared.label(0) == name && m.aliasOf(declared) == alias {
			return m, declared
		}
	}
	if m.parent == nil {
		return m, nil
	}
	if item := m.call.of.block.body.attribute("providers"); item != nil {
		pairs, _ := hcl.ExprMap(item.expr)
		for _, pair := range pairs {
			if traversal, diagnostics := hcl.AbsTraversalForExpr(pair.Key); !diagnostics.HasErrors() &&
				traversal.RootName() == name && providerAlias(pair.Key) == alias {
				return m.parent.provider(name, providerAlias(pair.Value))
			}
		}
	}
	if alias != "" {
		return m, nil
	}
	return m.parent.provider(name, "")
}

// aliasOf is the alias of a provider's configuration, empty for the default one.
func (m *module) aliasOf(declared *block) string {
	item := declared.body.attribute("alias")
	if item == nil {
		return ""
	}
	alias, _ := text(m.scope(item.at.file).attribute(item).force())
	return alias
}

// observeRoot tells where the root module's state goes, what it gives out, and which
// providers it uses.
func (e *evaluated) observeRoot(m *module) {
	observation := &snapshot.Observation{Type: "terraform_root", Source: e.source, Address: e.planned.path, Complete: true}
	em := e.emitter(observation)
	planned := e.planned
	observation.Values["path"] = planned.path
	providers := map[string]any{}
	if trail := m.trail(); trail != nil {
		em.header(trail)
	}
	em.handedBackend(m)
	for _, settings := range m.folder.settings {
		observation.Complete = observation.Complete && !settings.damaged
		if !hasHeader(observation) {
			em.header([]hop{{at: settings.header}})
		}
		for _, b := range settings.body.blocks {
			em.settings(m, b, providers)
		}
	}
	if !hasHeader(observation) {
		first := ""
		if len(planned.files) > 0 {
			first = planned.files[0]
		}
		observation.Locations.Set("", snapshot.Position{Location: snapshot.Location{File: path.Clean(first)}})
	}
	if planned.runner != nil && observation.Values["backend"] == nil {
		em.unknown("/backend", planned.runsElsewhere("the backend"), cty.NilVal)
	}
	em.requiredBelow(m, providers)
	if len(providers) > 0 {
		observation.Values["required_providers"] = providers
	}
	em.unwritten(m)
	em.outputs(m)
	e.locked(em)
	em.finish()
	if collect.Finish(e.options.Types, observation) {
		e.unit = append(e.unit, observation)
	}
}

func hasHeader(observation *snapshot.Observation) bool {
	_, ok := observation.Locations.Get("")
	return ok
}

func (em *emitter) settings(m *module, b *block, providers map[string]any) {
	switch b.kind {
	case "backend", "cloud":
		if _, handed := em.observation.Values["backend"]; !handed {
			em.backend(m, b)
		}
	case "encryption":
		if state := b.body.first("state"); state != nil && encrypts(state) {
			em.observation.Values["state_encryption"] = true
			em.observation.Locations.Set("/state_encryption", snapshot.Position{Location: *state.header.location()})
		}
	case "required_providers":
		em.required(b, providers)
	}
}

func (em *emitter) backend(m *module, b *block) {
	kind := "cloud"
	if b.kind == "backend" {
		kind = b.label(0)
	}
	values := map[string]any{"type": kind}
	start := []hop{{at: b.header}}
	em.place("/backend", start, nil)
	for _, name := range []string{"encrypt", "kms_key_id", "bucket"} {
		if item := b.body.attribute(name); item != nil {
			trail := []hop{{at: item.at, use: name}}
			if value, ok := em.emit("/backend/"+name, m.scope(item.at.file).attribute(item), trail, start); ok {
				values[name] = value
			}
		}
	}
	em.observation.Values["backend"] = values
}

// encrypts says whether OpenTofu's state block names a method that encrypts.
func encrypts(state *block) bool {
	method := state.body.attribute("method")
	return method != nil && !strings.Contains(method.at.text(), "method.unencrypted")
}

func (em *emitter) outputs(m *module) {
	outputs := map[string]any{}
	for _, b := range m.folder.outputs {
		name := b.label(0)
		pointer := snapshot.Child("/outputs", name)
		outputs[name] = map[string]any{"sensitive": m.scope(b.header.file).flag(&b.body, "sensitive")}
		em.observation.Locations.Set(pointer, snapshot.Position{Location: *b.header.location()})
		if item := b.body.attribute("sensitive"); item != nil {
			em.observation.Locations.Set(pointer+"/sensitive", snapshot.Position{Location: *item.at.location()})
		}
		if refs := m.output(name).references(); len(refs) > 0 {
			em.refer(pointer+"/value", refs)
		}
	}
	if len(outputs) > 0 {
		em.observation.Values["outputs"] = outputs
	}
}
