package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// The data sources by which a root module reads the outputs of another: any state's, and
// those of a workspace of HCP Terraform.
const (
	remoteState      = "terraform_remote_state"
	workspaceOutputs = "tfe_outputs"
)

// readsState says whether a block is such a data source.
func readsState(b *block) bool {
	return b.kind == "data" && (b.label(0) == remoteState || b.label(0) == workspaceOutputs)
}

// identifying are the arguments that tell two states of a backend apart
// (https://developer.hashicorp.com/terraform/language/backend), and what those are that may
// be left out. Where workspaces keep states apart, one configuration makes them all.
func identifying(backend string) (names []string, fallback map[string]string) {
	switch backend {
	case "s3":
		return []string{"bucket", "key"}, nil
	case "gcs":
		return []string{"bucket", "prefix"}, map[string]string{"prefix": ""}
	case "azurerm":
		return []string{"storage_account_name", "container_name", "key"}, nil
	case "http":
		return []string{"address"}, nil
	case "local":
		return []string{"path"}, map[string]string{"path": "terraform.tfstate"}
	case "remote":
		return []string{"hostname", "organization", "workspaces"}, map[string]string{"hostname": "app.terraform.io"}
	default:
		return nil, nil
	}
}

// stateName is what tells a state from all others, empty where that cannot be told. A path of
// the local backend is relative to the folder of the root module that has it.
func stateName(backend, folder string, argument func(name string) *node) string {
	names, fallback := identifying(backend)
	if len(names) == 0 {
		return ""
	}
	parts := []string{backend}
	for _, name := range names {
		value, ok := fallback[name]
		if n := argument(name); n != nil && !n.isNull() {
			value, ok = text(workspace(n).force())
		}
		if ok && backend == "local" {
			value, ok = inScan(folder, value)
		}
		if !ok {
			return ""
		}
		parts = append(parts, value)
	}
	return strings.Join(parts, "\x00")
}

// workspace is the name of the one workspace in "workspaces", a block or an object, and any
// other argument as it is.
func workspace(n *node) *node {
	l := n.list()
	if l.shape == tuple && len(l.entries) == 1 {
		l = l.entries[0].node.list()
	}
	if l.shape != object {
		return n
	}
	if at, ok := l.find(cty.StringVal("name")); ok {
		return at.node
	}
	return n
}

// stateOf names the state of a root module, which is a file beside it if nothing says where.
func (l *loader) stateOf(at *plan) string {
	if at.unit != nil {
		return l.stateOfUnit(at)
	}
	backend, argument := "local", func(string) *node { return nil }
	if at.state {
		sources, _ := l.read(at.path, at.files)
		sources = slices.DeleteFunc(sources, func(file *source) bool { return !mayHoldState(file.data) })
		m := newModule(&root{path: at.path, planned: at, loader: l, files: map[string]int{}}, load(at.path, sources))
		b, kind := keeper(m.folder)
		if b == nil {
			return ""
		}
		sc := m.scope(b.header.file)
		backend, argument = kind, func(name string) *node {
			if item := b.body.attribute(name); item != nil {
				return sc.attribute(item)
			}
			if sc.has(&b.body, name) {
				return sc.blocksNode(&b.body, name)
			}
			return nil
		}
	}
	return stateName(backend, at.path, argument)
}

// keeper is the block that says where a root module keeps its state, and the backend's name.
func keeper(f *folder) (keeper *block, backend string) {
	for _, settings := range f.settings {
		for _, b := range settings.body.blocks {
			switch b.kind {
			case "backend":
				return b, b.label(0)
			case "cloud":
				return b, "remote"
			}
		}
	}
	return nil, ""
}

// byState finds root modules by the names of their states.
func (l *loader) byState() map[string][]*plan {
	found := map[string][]*plan{}
	for _, at := range l.roots {
		if name := l.stateOf(at); name != "" {
			found[name] = append(found[name], at)
		}
	}
	return found
}

// remote is the root module whose state a data source reads, nil where the repository does not
// have it or nobody can tell. What several have is nobody's.
func (i *instance) remote() *plan {
	r, b := i.resource.module.root, i.resource.block
	found := r.loader.states()[i.stateName()]
	if len(found) == 0 {
		return nil
	}
	if len(found) > 1 {
		r.problems.add(problem{snapshot.Notice, fmt.Sprintf(
			"%s reads a state that %s and %s both have: what it gives is not known",
			address(b), collect.Quote(found[0].path), collect.Quote(found[1].path)), b.header})
		return nil
	}
	return found[0]
}

// stateName is the name of the state that a data source reads, empty where nobody can tell.
func (i *instance) stateName() string {
	r := i.resource.module.root
	if i.resource.block.label(0) == workspaceOutputs {
		return stateName("remote", r.path, func(name string) *node {
			return i.attribute(strings.TrimSuffix(name, "s")) // one workspace
		})
	}
	argument := func(name string) *node {
		config := i.attribute("config")
		if config == nil {
			return nil
		}
		if at, ok := config.list().find(cty.StringVal(name)); ok {
			return at.node
		}
		return nil
	}
	backend := i.attribute("backend")
	if backend == nil {
		return ""
	}
	kind, ok := text(backend.force())
	if config := i.attribute("config"); !ok || config != nil && config.list().gap != nil {
		return ""
	}
	return stateName(kind, r.path, argument)
}
