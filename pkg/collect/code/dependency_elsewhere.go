package code

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
)

// settleVersions gives the dependencies their versions that other files have, and leaves out those
// that the project puts another one in the place of.
func settleVersions(tree *collect.Tree, results []*result) {
	replaced := map[string]bool{}
	var naming map[string][]string
	for _, one := range results {
		for i := range one.depends {
			each := &one.depends[i]
			if each.named != "" {
				if naming == nil {
					naming = namingVersions(tree)
				}
				each.lookUp(tree, naming, one.path)
			}
			if each.replaces {
				replaced[path.Dir(one.path)] = true
			}
		}
	}
	for _, one := range results {
		if path.Base(one.path) != packageFile {
			continue
		}
		isReplaced := slices.ContainsFunc(foldersAround(one.path), func(folder string) bool { return replaced[folder] })
		one.depends = slices.DeleteFunc(one.depends, func(each dependency) bool {
			return isReplaced && !each.replaces && !each.scoped
		})
	}
}

// foldersAround are the folder of a file and those around it, the nearest first.
func foldersAround(file string) []string {
	var found []string
	for folder := path.Dir(file); ; folder = path.Dir(folder) {
		found = append(found, folder)
		if folder == "." || folder == "/" {
			return found
		}
	}
}

// lookUp takes the version from the nearest file that has the name for it.
func (d *dependency) lookUp(tree *collect.Tree, naming map[string][]string, file string) {
	for _, folder := range foldersAround(file) {
		for _, other := range naming[ecosystem(file)+" "+folder] {
			text, err := tree.Read(other)
			if err == nil && d.versionIn(text, collect.Redact(other)) {
				return
			}
		}
	}
}

// namingVersions are the files that may have versions for builds, by the language and the folder in
// and below which those stand.
func namingVersions(tree *collect.Tree) map[string][]string {
	found := map[string][]string{}
	for _, file := range tree.Files {
		folder := path.Dir(file.Path)
		var language string
		around, _, isConstant := strings.Cut("/"+file.Path, "/buildSrc/")
		switch base, extension := path.Base(file.Path), path.Ext(file.Path); {
		case base == workspaceFile, base == packageFile, base == ".yarnrc.yml":
			language = "typescript"
		case extension == ".props":
			language = "csharp"
		case isConstant && slices.Contains([]string{".kt", ".kts", ".java", ".groovy", ".gradle"}, extension):
			language, folder = "java", cmp.Or(strings.TrimPrefix(around, "/"), ".")
		case ecosystem(base) == "java", slices.Contains([]string{".gradle", ".kts", ".properties"}, extension):
			language = "java"
			if path.Base(folder) == "gradle" {
				folder = path.Dir(folder)
			}
		default:
			continue
		}
		found[language+" "+folder] = append(found[language+" "+folder], file.Path)
	}
	return found
}

// versionIn takes the version that another file has under the name for it.
func (d *dependency) versionIn(text []byte, file string) bool {
	found := dependency{pkg: d.pkg}
	if strings.HasPrefix(d.named, "catalog:") {
		value := inCatalog(text, d.named)
		if value == nil || !found.asked(value.Value) {
			return false
		}
		found.start = collect.NewText(file, text).Offset(value.Line, value.Column)
		found.end = found.start + len(value.Value)
	} else if !found.settleOne(text, namesIn(d.named)) && found.untold == "" {
		return false
	}
	at := collect.NewText(file, text).Location(found.start, found.end)
	d.version, d.pinned, d.constraint, d.untold, d.place = found.version, found.pinned, found.constraint, found.untold, &at
	return true
}

func (d *dependency) settleOne(text []byte, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return d.settle(text, name, nearest) })
}

// namesIn are what a version may be called where it stands: a constant by its name alone, one of a
// catalog as that has it. What is only called a version there is that of the project.
func namesIn(name string) []string {
	all := []string{name}
	if inCatalog, ok := strings.CutPrefix(name, "libs.versions."); ok {
		inCatalog = strings.TrimSuffix(inCatalog, ".get")
		all = append(all, inCatalog, strings.ReplaceAll(inCatalog, ".", "-"))
	}
	if last := name[strings.LastIndexByte(name, '.')+1:]; last != "version" {
		all = append(all, last)
	}
	return all
}
