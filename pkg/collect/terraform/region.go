package terraform

import (
	"cmp"
	"slices"
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

// region is that of data "aws_region": the one that it names, or else its provider's.
func (i *instance) region() *node {
	b := i.resource.block
	for _, name := range []string{"region", "name"} {
		if item := b.body.attribute(name); item != nil {
			return i.cell("region", func() *node { return i.scope(item.at.file).attribute(item) })
		}
	}
	m, item := i.resource.module.configured(b, "aws", "region")
	if item == nil || b.body.attribute("endpoint") != nil {
		return nil
	}
	return i.cell("region", func() *node { return m.scope(item.at.file).attribute(item) })
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
	configuration := strings.TrimSuffix(in.prefix()+"provider."+name+"."+alias, ".")
	if in.parent != nil && declared != nil || alias != "" {
		em.refer("/provider", []string{configuration})
	}
	if name == "aws" && declared != nil {
		if account := cmp.Or(in.accountOf(declared), identity(declared, configuration)); account != "" {
			em.refer("/account", []string{account})
		}
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

// accountOf is the number of the account that the configuration of a provider says it works in,
// empty where it does not say.
func (m *module) accountOf(provider *block) string {
	if allowed := provider.body.attribute("allowed_account_ids"); allowed != nil {
		if l := m.scope(allowed.at.file).attribute(allowed).list(); l.gap == nil && len(l.entries) == 1 {
			id, _ := text(l.entries[0].node.force())
			return id
		}
	}
	assumed := provider.body.first("assume_role")
	if assumed == nil || assumed.body.attribute("role_arn") == nil {
		return ""
	}
	arn := assumed.body.attribute("role_arn")
	role, _ := text(m.scope(arn.at.file).attribute(arn).force())
	if fields := strings.Split(role, ":"); len(fields) > 5 {
		return fields[4]
	}
	return ""
}

// identity is the name of a provider's configuration if that says as whom it works, so that it
// may be in another account than the environment's credentials, which all others share.
func identity(provider *block, name string) string {
	for _, attribute := range []string{
		"access_key", "allowed_account_ids", "profile", "shared_config_files", "shared_credentials_files", "token",
	} {
		if provider.body.attribute(attribute) != nil {
			return name
		}
	}
	if slices.ContainsFunc(provider.body.blocks, func(b *block) bool { return strings.HasPrefix(b.kind, "assume_role") }) {
		return name
	}
	return ""
}
