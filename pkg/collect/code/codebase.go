package code

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// codebase is the code of a tree. What mentions Pinecone has been read; the rest, such as what
// tries a call again, is read where something leads to it.
type codebase struct {
	tree    *collect.Tree
	parsers parsers
	folder  string
	// units are what was read, by path: nil for what cannot be, and an empty one for what cannot
	// be and mentions Pinecone.
	units map[string]*unit
	// rest are the files that were not read yet, by path as it is told, which has no secrets.
	rest map[string]string
	// opened are those files of the rest that were read since.
	opened map[string]*result
	// packages are the paths by which the packages of Go in a folder are imported.
	packages map[string]string
	// golangPackages are the packages of Go, once somebody asked.
	golangPackages *packages
	// scriptNames are what projects of TypeScript and JavaScript call files, once somebody asked.
	scriptNames *scripts
	// axios says whether some file makes axios try again, once somebody asked.
	axios tri
	// roots are the folders of the projects of Python, once somebody asked.
	roots []string
	// whoNames are the files of a language that have a name, once somebody asked.
	whoNames map[syntax.Language]map[string][]*unit
	// projects are the folders that have a project of .NET, once somebody asked.
	projects map[string]bool
	// words are those of each file, and named are the files of production code in their order,
	// once somebody asked.
	words map[string]*words
	named []string
	// settings are those of each module of Java, once somebody asked.
	settings map[string]settings
	// havingWords are files by the words that they have, and readBesides those that were read for that.
	havingWords map[string][]*unit
	readBesides map[string]*unit
	// builtWords are the words of the files of Java and C#, once somebody asked.
	builtWords map[syntax.Language][]builtFile
	// switches are the libraries whose annotations a file makes count, once somebody asked.
	switches map[string]bool
	// isJava says that something of Java mentions Pinecone.
	isJava bool
	// storeBeans are what the beans of an interface are, by it and the project, and javaProjects the
	// folders that have a build of Java, once somebody asked.
	storeBeans   map[string]*thing
	javaProjects map[string]bool
	// builds are the projects of Java and .NET and which of them need which, and programs those that
	// make programs with one, once somebody asked.
	builds   *builds
	programs map[string][]string
	// environment are the files that give programs variables, once somebody asked.
	environment []*unit
	// variables are what those give a variable, by its name, once somebody asked.
	variables map[string][]setting
	// called are the files of Java and C# by their names, once somebody asked.
	called map[string][]string
	// classes are those of Java and C# by their names, once somebody asked.
	classes map[string][]declaration
	// apps is what applications keep, once somebody asked.
	apps *appKept
}

func newCodebase(tree *collect.Tree, results []*result, folder string) *codebase {
	all := &codebase{
		tree: tree, parsers: parsers{}, folder: folder, units: map[string]*unit{}, rest: map[string]string{},
		opened: map[string]*result{}, packages: map[string]string{},
	}
	for _, one := range results {
		all.isJava = all.isJava || languageOf(one.path) == syntax.Java || ecosystem(one.path) == "java"
		if unit := one.unit; unit != nil {
			unit.all, unit.broken = all, one.problem != nil
			all.units[one.path] = unit
		} else if one.problem != nil {
			all.units[one.path] = unreadable(one.path, languageOf(one.path))
		}
	}
	all.openForAll(results)
	for _, file := range tree.Files {
		language := languageOf(file.Path)
		if !isFollowed(language) || isForeign(file.Path) {
			continue
		}
		if told := collect.Redact(file.Path); !all.has(told) {
			all.rest[told] = file.Path
		}
	}
	return all
}

// isFollowed says whether files of a language are looked for that others lead to.
func isFollowed(language syntax.Language) bool {
	return language == syntax.Python || language == syntax.Go || isScript(language)
}

func (c *codebase) has(path string) bool {
	_, has := c.units[path]
	return has
}

// unreadable is a file that mentions Pinecone, of which nothing else is known.
func unreadable(path string, language syntax.Language) *unit {
	found := newUnit(path, language, nil, &program.Node{Kind: program.Block})
	found.broken = true
	return found
}

// at is the file at a path, nil where there is none, or it cannot be read.
func (c *codebase) at(path string) *unit {
	if file, ok := c.rest[path]; ok && !c.has(path) {
		c.units[path] = c.open(path, file)
	}
	return c.units[path]
}

func (c *codebase) open(path, file string) *unit {
	text, err := c.tree.Read(file)
	if err != nil {
		return nil
	}
	one := &result{path: path, role: c.role(path), text: text}
	one.parse(languageOf(file), c.parsers)
	if one.unit == nil {
		return nil
	}
	one.unit.all, one.unit.role = c, one.role
	c.opened[path] = one
	return one.unit
}

// role is what a file is for, whatever stands above the folder that is checked.
func (c *codebase) role(path string) string { return role(strings.TrimPrefix(path, c.folder+"/")) }

// paths are all files that are or could be read, sorted.
func (c *codebase) paths() []string {
	all := slices.Collect(maps.Keys(c.rest))
	for path, unit := range c.units {
		if _, also := c.rest[path]; unit != nil && !also && isFollowed(unit.language) {
			all = append(all, path)
		}
	}
	slices.Sort(all)
	return all
}

// textOf is the text of a file, nil where it cannot be read.
func (c *codebase) textOf(path string) []byte {
	if unit := c.units[path]; unit != nil {
		return unit.text
	}
	text, err := c.tree.Read(c.rest[path])
	if err != nil {
		return nil
	}
	return text
}
