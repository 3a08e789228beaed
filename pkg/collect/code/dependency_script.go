package code

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
)

const (
	packageFile = "package.json"
	// workspaceFile is where pnpm has what is for all packages of a workspace.
	workspaceFile = "pnpm-workspace.yaml"
	scriptSDK     = "@pinecone-database/pinecone"
)

// inPackage are the dependencies that package.json has, and what it puts in the place of others.
func inPackage(text []byte) []dependency {
	document, _ := collect.ParseJSONDocument(text) // of a broken one, what comes before
	if document == nil {
		return nil
	}
	var found []dependency
	for _, span := range document.Spans {
		keys := keysOf(span.Pointer)
		name := keys[len(keys)-1]
		_, value, _ := bytes.Cut(text[span.Start:span.End], []byte(strconv.Quote(name)))
		value, isMember := bytes.CutPrefix(bytes.TrimSpace(value), []byte(":"))
		given, err := strconv.Unquote(string(bytes.TrimSpace(value)))
		if !isMember || err != nil {
			continue
		}
		one := dependency{pkg: scriptSDK, language: "typescript", start: span.Start + 1, end: span.Start + 1 + len(name)}
		if one.inSection(keys, given) && one.asked(given) {
			found = append(found, one)
		}
	}
	return found
}

// keysOf are the names in a pointer.
func keysOf(pointer string) []string {
	keys := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i := range keys {
		keys[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(keys[i])
	}
	return keys
}

// inSection says whether a field of package.json is a dependency on the SDK, by the names around it.
func (d *dependency) inSection(keys []string, given string) bool {
	name := keys[len(keys)-1]
	switch section := keys[0]; {
	case len(keys) == 2 && strings.HasSuffix(plainName(section), "dependencies"):
		return name == d.pkg || isAliasOf(given, d.pkg)
	case section == "pnpm" && len(keys) > 2 && keys[1] == "overrides":
		return d.overrides(keys[2:])
	case section == "overrides" || section == "resolutions":
		return len(keys) > 1 && d.overrides(keys[1:])
	default:
		return false
	}
}

// isAliasOf says whether a version is that of a package, which another name is for.
func isAliasOf(given, pkg string) bool {
	module, ok := strings.CutPrefix(given, "npm:")
	return ok && (module == pkg || strings.HasPrefix(module, pkg+"@"))
}

// overrides says whether a version is put in the place of what packages ask for, by its name and those
// around it: "pinecone", "**/pinecone"; of some versions alone, or of a single package, where those
// have a name too: "pinecone@<7", "shop>pinecone", {"shop": {"pinecone": …}}.
func (d *dependency) overrides(keys []string) bool {
	parent, _, ok := strings.Cut(keys[len(keys)-1], d.pkg)
	rest := strings.TrimPrefix(keys[len(keys)-1], parent+d.pkg)
	if !ok || rest != "" && rest[0] != '@' {
		return false
	}
	parent = strings.TrimPrefix(parent, "**/")
	d.scoped = len(keys) > 1 || parent != "" || rest != ""
	d.replaces = !d.scoped
	return parent == "" || strings.HasSuffix(parent, ">") || strings.HasSuffix(parent, "/")
}

// asked reads what package.json asks for: "^6.1.0", "npm:@pinecone-database/pinecone@6.1.0", "catalog:",
// "workspace:*".
func (d *dependency) asked(given string) bool {
	_, after, isAlias := strings.Cut(given, d.pkg+"@")
	name, isCatalog := strings.CutPrefix(given, "catalog:")
	switch {
	case strings.HasPrefix(given, "$"):
		return false // what the package asks for itself
	case isCatalog:
		d.named = "catalog:" + strings.TrimSpace(name)
		return d.tellsNone(given)
	case strings.HasPrefix(given, "npm:") && isAliasOf(given, d.pkg):
		return d.allowed(after)
	case isAlias && strings.HasPrefix(given, "patch:"):
		version, _, _ := strings.Cut(strings.TrimPrefix(strings.Replace(after, "%3A", ":", 1), "npm:"), "#")
		return d.allowed(version)
	default:
		return d.allowed(given)
	}
}

// inWorkspace are the versions that pnpm puts in the place of what the packages of a workspace ask for.
func inWorkspace(text []byte) []dependency {
	places := collect.NewText(workspaceFile, text)
	overrides := fieldOf(yamlOf(text), "overrides")
	if overrides == nil {
		return nil
	}
	var found []dependency
	for i := 0; i+1 < len(overrides.Content); i += 2 {
		key, given := overrides.Content[i], overrides.Content[i+1].Value
		start := places.Offset(key.Line, key.Column)
		one := dependency{pkg: scriptSDK, language: "typescript", start: start, end: min(start+len(key.Value), len(text))}
		if one.overrides([]string{key.Value}) && one.asked(given) {
			found = append(found, one)
		}
	}
	return found
}

// yamlOf is the root of a text of YAML, or of JSON, nil where it is none.
func yamlOf(text []byte) *yaml.Node {
	root, err := collect.NextYAML(yaml.NewDecoder(bytes.NewReader(text)))
	if err != nil {
		return nil
	}
	return root
}

// fieldOf is what a mapping has by names within each other, nil where it has nothing.
func fieldOf(node *yaml.Node, names ...string) *yaml.Node {
	for _, name := range names {
		if node == nil || node.Kind != yaml.MappingNode {
			return nil
		}
		at := -1
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == name {
				at = i + 1
			}
		}
		if at < 0 {
			return nil
		}
		node = node.Content[at]
	}
	return node
}

// inCatalog is the version that a file of a workspace has in a catalog, by "catalog:" or "catalog:NAME".
func inCatalog(text []byte, named string) *yaml.Node {
	name := strings.TrimPrefix(named, "catalog:")
	paths := [][]string{{"catalogs", name}, {"workspaces", "catalogs", name}}
	if name == "" || name == "default" {
		paths = [][]string{{"catalog"}, {"catalogs", "default"}, {"workspaces", "catalog"}}
	}
	root := yamlOf(text)
	for _, each := range paths {
		if found := fieldOf(root, slices.Concat(each, []string{scriptSDK})...); found != nil {
			return found
		}
	}
	return nil
}
