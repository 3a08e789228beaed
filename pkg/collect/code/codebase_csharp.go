package code

import (
	"path"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// usingForAll is a namespace that a file of C# or a project opens for all files of the project.
var usingForAll = lazyregexp.New(`(?m)(?:^\s*global\s+using\s+|<Using\s+Include=")([\w.]+)(?:\s*;|"\s*/>)`)

// mostUsings bounds how many namespaces a file opens for others.
const mostUsings = 100

// openForAll lets the files of C# have what one of their project opens for all of them, or the
// properties of a folder: global using Pinecone, <Using Include="Pinecone" />.
func (c *codebase) openForAll(results []*result) {
	opened := map[string][]string{}
	for _, one := range results {
		if languageOf(one.path) != syntax.CSharp && ecosystem(one.path) != "csharp" {
			continue
		}
		folder := path.Dir(one.path)
		switch path.Ext(one.path) {
		case ".cs":
			folder = "project " + c.projectOf(one.path)
		case ".csproj":
			folder = "project " + folder
		}
		for _, each := range usingForAll().FindAllSubmatch(one.text, mostUsings) {
			opened[folder] = append(opened[folder], string(each[1]))
		}
	}
	for _, one := range results {
		if one.unit == nil || one.unit.language != syntax.CSharp || len(opened) == 0 {
			continue
		}
		one.unit.open(opened["project "+c.projectOf(one.path)])
		for _, folder := range foldersAround(one.path) {
			one.unit.open(opened[folder])
		}
	}
}

// open imports namespaces that the text does not open itself.
func (u *unit) open(namespaces []string) {
	for _, each := range namespaces {
		if slices.Contains(u.modules, each) {
			continue
		}
		node := &program.Node{Kind: program.Import, Name: each, Parent: u.root}
		node.Children = []*program.Node{{Kind: program.Binding, Name: "*", Alias: "*", Parent: node}}
		u.root.Children = append([]*program.Node{node}, u.root.Children...)
		u.bind(node, u.file)
	}
}
