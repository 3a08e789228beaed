package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
)

// resource is a resource or data block of one module instance. As [parts] it is the
// collection that its count or for_each makes.
type resource struct {
	module    *module
	block     *block
	expansion *expansion
	instances []*instance
}

// instance is one resource or data source.
type instance struct {
	resource   *resource
	key        instanceKey
	name       string // its address, once somebody asked for it
	attributes map[string]*cell
}

func (m *module) resourceNamed(sc *scope, address string, at hcl.Range) *node {
	declared, ok := m.folder.byAddress[address]
	if !ok {
		return sc.fail(at, "there is no %s in this module", collect.Quote(address))
	}
	found := m.resource(declared)
	if found == nil {
		return sc.fail(at, "the instances of %s hang on itself", collect.Quote(address))
	}
	return nodeOf(found.expansion, found, found.instances)
}

// resource expands a block, once; nil while it is expanding, where the expansion needs
// itself.
func (m *module) resource(b *block) *resource {
	name := address(b)
	if kept, ok := m.resources[name]; ok {
		return kept
	}
	m.resources[name] = nil
	made := &resource{module: m, block: b, expansion: m.expand(b)}
	for _, key := range made.expansion.instances {
		made.instances = append(made.instances, &instance{resource: made, key: key, attributes: map[string]*cell{}})
	}
	m.resources[name] = made
	return made
}

// address is the block's own, without the module's.
func address(b *block) string {
	if b.kind == "data" {
		return "data." + b.label(0) + "." + b.label(1)
	}
	return b.label(0) + "." + b.label(1)
}

func (i *instance) address() string {
	if i.name == "" {
		i.name = i.resource.module.prefix() + address(i.resource.block) + i.key.suffix
	}
	return i.name
}

// address is that of all instances.
func (r *resource) address() string { return r.module.prefix() + address(r.block) }

func (i *instance) scope(file *source) *scope {
	return i.key.in(i.resource.module.scope(file))
}

func (r *resource) part(key cty.Value) *node {
	at, ok := r.expansion.find(key)
	if !ok {
		return nil
	}
	return &node{parts: r.instances[at]}
}

func (r *resource) all() ([]entry, kind, *gap) {
	if r.expansion.gap != nil {
		return nil, plain, r.expansion.gap
	}
	entries := make([]entry, len(r.instances))
	for i, instance := range r.instances {
		entries[i] = entry{key: instance.key.key, node: &node{parts: instance}}
	}
	if r.expansion.shape == object {
		return newObject(entries).entries, object, nil
	}
	return entries, tuple, nil
}

func (r *resource) whole() cty.Value { return r.expansion.whole() }

// part is an attribute with the reference to it.
func (i *instance) part(key cty.Value) *node {
	name, ok := text(key)
	if !ok || key.Type() != cty.String {
		return nil
	}
	refs := []string{i.address() + "." + name}
	if from := i.attribute(name); from != nil {
		if _, elsewhere := from.parts.(*outputs); elsewhere {
			return from // what it is made of is not the data source's
		}
		if i.holdsAny() {
			refs = nil // it is what it was given, and of what that is made
		}
		made := &node{to: from, refs: refs, at: i.resource.block.header, note: i.address()}
		if item := i.resource.block.body.attribute(name); item != nil {
			made.at, made.note = item.at, `"`+name+`" of `+i.address()
		}
		return made
	}
	return unknown(&gap{reason: i.computed()}, refs...)
}

// holdsAny says whether a resource gives what others gave it, so that what it is made for is theirs: the
// bucket that a pause waits for, or that a part belongs to.
func (i *instance) holdsAny() bool {
	kind := i.resource.block.label(0)
	if i.resource.block.kind != "resource" {
		return false
	}
	switch kind {
	case "null_resource", "terraform_data", "aws_kms_key_policy", "aws_iam_policy_attachment":
		return true
	default:
		for _, family := range []string{"time_", "random_", "aws_s3_bucket_", "aws_iam_role_policy"} {
			if strings.HasPrefix(kind, family) {
				return true
			}
		}
		return false
	}
}

// isCalledAsItsBucket says whether the id of a part of a bucket is the bucket's name.
func isCalledAsItsBucket(kind string) bool {
	part, ok := strings.CutPrefix(kind, "aws_s3_bucket_")
	switch part {
	case "policy", "public_access_block", "versioning", "ownership_controls", "lifecycle_configuration",
		"server_side_encryption_configuration", "object_lock_configuration", "logging", "notification":
		return ok
	default:
		return false
	}
}

// computed is why an attribute is unknown that the block does not set.
func (i *instance) computed() string {
	if i.resource.block.kind == "data" {
		return "read at apply: " + i.address()
	}
	return "known after apply: computed by " + i.address()
}

// all cannot list an instance: what the provider computes is not in its block.
func (i *instance) all() ([]entry, kind, *gap) {
	return nil, plain, &gap{reason: i.computed()}
}

func (i *instance) whole() cty.Value { return cty.DynamicVal }

// attribute is what the block sets, or what follows from it without a provider; nil for
// what a provider computes.
func (i *instance) attribute(name string) *node {
	b := i.resource.block
	if b.kind == "data" {
		if read := i.read(name); read != nil {
			return read
		}
	}
	if b.kind == "resource" && b.label(0) == "terraform_data" && name == "output" {
		name = "input"
	}
	if name == "id" && b.kind == "resource" && isCalledAsItsBucket(b.label(0)) {
		name = "bucket"
	}
	if item := b.body.attribute(name); item != nil {
		return i.cell(name, func() *node { return i.scope(item.at.file).attribute(item) })
	}
	sc := i.scope(b.header.file)
	if !sc.has(&b.body, name) {
		return nil
	}
	return i.cell(name, func() *node { return sc.blocksNode(&b.body, name) })
}

// read is what a data source reads that follows from configuration; nil for anything else.
func (i *instance) read(name string) *node {
	switch kind := i.resource.block.label(0); {
	case kind == "aws_iam_policy_document" && (name == "json" || name == "minified_json"):
		return i.cell("json", func() *node { return i.policyDocument() })
	case kind == remoteState && name == "outputs",
		kind == workspaceOutputs && (name == "values" || name == "nonsensitive_values"):
		return i.cell("outputs", func() *node {
			if from := i.outputs(); from != nil {
				return &node{parts: from}
			}
			return nil
		})
	default:
		return i.readPlace(kind, name)
	}
}

// readPlace is what a data source reads of where its provider works.
func (i *instance) readPlace(kind, name string) *node {
	switch {
	case kind == "aws_partition" && name == "partition":
		return known(cty.StringVal("aws")) // Pinecone runs in no other
	case kind == "aws_region" && (name == "name" || name == "region" || name == "id"):
		return i.region()
	case kind == "aws_availability_zones" && (name == "names" || name == "zone_ids"):
		return &node{parts: &zoneList{from: i, name: name}}
	default:
		return nil
	}
}

func (i *instance) cell(name string, evaluate func() *node) *node {
	b := i.resource.block
	what := func() string { return `"` + name + `" of ` + i.address() }
	return once(i.attributes, name, b.header, what, i.resource.module, evaluate)
}
