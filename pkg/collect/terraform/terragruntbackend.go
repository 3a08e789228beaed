package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// handedBackend tells where Terragrunt has the root module keep its state. What a remote_state
// block leaves open, the module's own backend may say.
func (em *emitter) handedBackend(m *module) {
	if m.root.handed == nil {
		return
	}
	c, b, _ := m.root.handed.backend()
	if b == nil {
		return
	}
	em.handedEncryption(c, b)
	start := []hop{{at: b.header}}
	kind, ok := "", false
	if n := c.attribute(&b.body, "backend"); n != nil {
		kind, ok = text(n.force())
	}
	config := c.attribute(&b.body, "config")
	if !ok || config == nil || config.list().gap != nil {
		em.unknown("/backend", &gap{at: b.header, reason: "what this block says hangs on what is not known"}, cty.NilVal)
		return
	}
	values := map[string]any{"type": kind}
	em.place("/backend", start, nil)
	own, ownKind := keeper(m.folder)
	for _, name := range []string{"encrypt", "kms_key_id", "bucket"} {
		var from *node
		var at span
		if found, ok := config.list().find(cty.StringVal(name)); ok {
			from, at = found.node, found.place(b.header)
		} else if own != nil && ownKind == kind && own.body.attribute(name) != nil {
			item := own.body.attribute(name)
			from, at = m.scope(item.at.file).attribute(item), item.at
		} else {
			continue
		}
		if value, ok := em.emit("/backend/"+name, from, []hop{{at: at, use: name}}, start); ok {
			values[name] = value
		}
	}
	em.observation.Values["backend"] = values
}

// handedEncryption tells whether OpenTofu is to encrypt the state, whatever keeps it.
func (em *emitter) handedEncryption(c *config, b *block) {
	item := b.body.attribute("encryption")
	if item == nil {
		return
	}
	switch n := c.scope(item).attribute(item); {
	case n.isNull():
	case n.list().gap != nil:
		em.unknown("/state_encryption", n.orUnknown(), cty.NilVal)
	default:
		em.observation.Values["state_encryption"] = true
		em.observation.Locations.Set("/state_encryption", snapshot.Position{Location: *item.at.location()})
	}
}

// unwritten leaves open what files may say that Terragrunt writes and that are not read.
func (em *emitter) unwritten(m *module) {
	if m.root.handed != nil && em.observation.Values["backend"] == nil {
		if _, _, why := m.root.handed.backend(); why != nil {
			em.unknown("/backend", why, cty.NilVal)
		}
	}
	for _, one := range m.root.unwritten {
		for _, what := range []string{"backend", "required_providers"} {
			if _, known := em.observation.Values[what]; !known && one.mayHave(what) {
				why := &gap{at: one.block.header, reason: "what this block writes is not read"}
				em.unknown(snapshot.Child("", what), why, cty.NilVal)
			}
		}
	}
}

// stateOfUnit names the state that Terragrunt has a root module keep; empty where it does not
// say which.
func (l *loader) stateOfUnit(at *plan) string {
	r := &root{path: at.module, planned: at, loader: l, files: map[string]int{}}
	c, b, _ := r.config(at.unit.file).backend()
	if b == nil {
		return ""
	}
	n, config := c.attribute(&b.body, "backend"), c.attribute(&b.body, "config")
	if n == nil || config == nil {
		return ""
	}
	kind, ok := text(n.force())
	if !ok || kind == "local" || config.list().gap != nil { // a path in the copy that is run
		return ""
	}
	return stateName(kind, at.module, func(name string) *node {
		if found, ok := config.list().find(cty.StringVal(name)); ok {
			return found.node
		}
		return nil
	})
}

// backend is the remote_state block of the unit, with the file that has it; nil where it has
// none. A gap says why it may have one.
func (c *config) backend() (*config, *block, *gap) {
	list, why := c.layers()
	for _, layer := range list {
		if b := layer.body.first("remote_state"); b != nil {
			return layer, b, nil
		}
	}
	return nil, nil, why
}
