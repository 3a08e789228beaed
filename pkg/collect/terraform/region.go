package terraform

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// emitRegion takes the region of an AWS resource from its provider, where the resource
// has none of its own.
func (i *instance) emitRegion(em *emitter, shape *snapshot.Shape) {
	b := i.resource.block
	if !strings.HasPrefix(b.label(0), "aws_") || shape.Properties["region"] == nil || b.body.attribute("region") != nil {
		return
	}
	m, item := i.resource.module.configured(b, "aws", "region")
	if item == nil {
		return
	}
	start := []hop{{at: item.at, note: `region of provider "aws"`}}
	if value, ok := em.emit("/region", m.scope(item.at.file).attribute(item), start, nil); ok {
		em.observation.Values["region"] = value
	}
}

// emitProvider names the configuration of the provider, where it is not the root module's
// default one: what has the same is of one account.
func (i *instance) emitProvider(em *emitter) {
	b := i.resource.block
	name, _, _ := strings.Cut(b.label(0), "_")
	if name != "aws" && name != "pinecone" {
		return
	}
	in, declared, alias := i.resource.module.providerOf(b, name)
	if declared != nil {
		alias = in.aliasOf(declared)
	}
	if in.parent != nil && declared != nil || alias != "" {
		em.refer("/provider", []string{strings.TrimSuffix(in.prefix()+"provider."+name+"."+alias, ".")})
	}
}

// configured is an attribute of the configuration of a block's provider, and the module
// that it stands in; nil where there is none.
func (m *module) configured(b *block, provider, name string) (*module, *attribute) {
	in, declared, _ := m.providerOf(b, provider)
	if declared == nil {
		return in, nil
	}
	return in, declared.body.attribute(name)
}

// providerOf is the configuration of a block's provider, the module that it stands in, and
// the alias that the block names it by.
func (m *module) providerOf(b *block, provider string) (in *module, declared *block, alias string) {
	if item := b.body.attribute("provider"); item != nil {
		alias = providerAlias(item.expr)
	}
	in, declared = m.provider(provider, alias)
	return in, declared, alias
}
