package code

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// mostImporters bounds how many files are read because they may import a handle.
const mostImporters = 300

// handing are the files that others get a client or a handle from.
type handing struct {
	files map[*unit]bool
	// modules are the words by which an import names such a file, and names what it exports.
	modules, names []string
	// anyName says that one exports a default, which an importer calls what it likes.
	anyName bool
	// folders are those that are such a module: a file beside it need not name it.
	folders map[string]bool
	// packages are the folders of Go whose files use the SDK, and packageNames the words by which
	// an import names them: what has a handle there is at hand for the files beside it.
	packages     map[string]bool
	packageNames []string
	// given are the folders of Go of the packages that those import, which may be given a handle.
	given map[string]bool
	// apps are the files that need not import it, since an application keeps it for them.
	apps map[string]bool
}

// importers are the files that mention Pinecone nowhere and use a handle that another file of
// the tree makes or hands on.
func (c *codebase) importers() []*result {
	from := &handing{
		files: map[*unit]bool{}, folders: map[string]bool{}, packages: map[string]bool{}, given: map[string]bool{},
	}
	for _, path := range slices.Sorted(maps.Keys(c.units)) {
		from.add(c.units[path])
	}
	if c.keptByApps().hasHandle() {
		from.apps = c.apps.files
	}
	var found []*result
	read := map[string]bool{}
	for grown := len(from.files)+len(from.packages)+len(from.apps) > 0; grown; {
		grown = false
		for _, path := range c.mayImport(from, read) {
			if len(read) == mostImporters {
				return append(found, tooMany(path))
			}
			if read[path] = true; c.at(path) == nil {
				continue
			}
			one := c.opened[path]
			grown = from.add(one.unit) || grown
			if one.sights = one.unit.find(); len(one.sights) > 0 {
				found = append(found, one)
			}
		}
	}
	return found
}

// mayImport are the files not read for it yet that have the words that an import of a handle has.
func (c *codebase) mayImport(from *handing, read map[string]bool) []string {
	c.learnWords()
	var found []string
	for _, path := range slices.Sorted(maps.Keys(c.words)) {
		_, isRest := c.rest[path]
		if isRest && !read[path] && (from.apps[path] || c.mayName(path, from)) {
			found = append(found, path)
		}
	}
	return found
}

func tooMany(path string) *result {
	return &result{path: path, problem: &snapshot.Problem{
		Kind: snapshot.Gap, Location: &snapshot.Location{File: path},
		Message: fmt.Sprintf("more than %d files may import a handle of Pinecone's: from %s on, those that do not "+
			"mention it are not read",
			mostImporters, collect.Quote(path)),
	}}
}

func (c *codebase) mayName(file string, from *handing) bool {
	words := c.words[file]
	if languageOf(file) == syntax.Go {
		folder := path.Dir(file)
		return (from.packages[folder] || from.given[folder] || words.importsOne(from.packageNames)) &&
			slices.ContainsFunc(golangOperations(), words.has)
	}
	if !words.importsOne(from.modules) && !from.folders[path.Dir(file)] {
		return false
	}
	return from.anyName || words.handsOn || slices.ContainsFunc(from.names, words.has)
}

// add says whether others get a handle from a file that was not known to have one for them.
func (h *handing) add(u *unit) bool {
	if u != nil && u.language == syntax.Go {
		return h.addPackage(u)
	}
	if u == nil || h.files[u] || u.language != syntax.Python && !isScript(u.language) {
		return false
	}
	names := u.handedNames()
	if len(names) == 0 && !u.handsOnAllOf(h) {
		return false
	}
	h.files[u] = true
	for _, name := range names {
		h.anyName = h.anyName || name == ""
		h.names = append(h.names, name)
	}
	if stem, _, _ := strings.Cut(path.Base(u.path), "."); stem == "index" || stem == "__init__" {
		h.folders[path.Dir(u.path)] = true
	}
	h.modules = append(h.modules, u.all.moduleNames(u.path)...)
	return true
}

func (h *handing) addPackage(u *unit) bool {
	folder := path.Dir(u.path)
	if !u.importsSDK() {
		return false
	}
	for _, given := range u.packagesHanded() {
		h.given[given] = true
	}
	if h.packages[folder] {
		return false
	}
	h.packages[folder] = true
	h.packageNames = append(h.packageNames, moduleName(u.path))
	return true
}

// golangOperations are the methods of a connection that a file may call without the SDK's name:
// those that take none of its types, and give some back.
func golangOperations() []string {
	return []string{
		"DeleteVectorsById", "DeleteVectorsByFilter", "DeleteAllVectorsInNamespace", "FetchVectors", "UpsertVectors",
		"UpsertRecords", "DescribeIndexStats", "DescribeNamespace", "DeleteNamespace", "StartImport",
	}
}

// handsOnAllOf is export * from "./client".
func (u *unit) handsOnAllOf(h *handing) bool {
	all := u.file.names["*"]
	return slices.ContainsFunc(all[:min(nearest, len(all))], func(each binding) bool {
		return h.files[u.fileOf(each.node.Parent.Name)]
	})
}

// handedNames are those by which other files get a client, a handle or a store of the text, or
// what gives them one. No name is that of the default.
func (u *unit) handedNames() []string {
	names := slices.Collect(maps.Keys(u.file.names))
	if isScript(u.language) {
		names = append(names, "")
		for name, found := range u.attributes { // exports.index = …
			if slices.ContainsFunc(found[:min(nearest, len(found))], isOfExports) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool {
		return name == "*" || !slices.ContainsFunc(u.declarationsOf(name, deepest), isHandle)
	})
}

func isOfExports(each binding) bool {
	return objectName(each.node.Child(program.Target)) == "exports"
}

func isHandle(named declaration) bool {
	return named.in.export(named.binding, false, deepest) != nil || named.in.export(named.binding, true, deepest) != nil
}
