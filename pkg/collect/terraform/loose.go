package terraform

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// spread tells root modules of the files of values that none loads by itself, and that a
// run may name with -var-file. One below a root module is for the nearest, any other for
// all of them.
func (l *loader) spread(loose []string, list []*plan, needles [][]byte) {
	byPath := map[string][]*plan{}
	for _, root := range list {
		byPath[root.path] = append(byPath[root.path], root)
		if root.module != root.path {
			byPath[root.module] = append(byPath[root.module], root)
		}
	}
	for _, name := range loose {
		owners := list
		if nearby := nearest(byPath, path.Dir(name)); len(nearby) > 0 {
			owners = nearby
		}
		file := l.looseFile(name)
		mentions := slices.ContainsFunc(needles, func(needle []byte) bool { return bytes.Contains(file.data, needle) })
		for _, root := range owners {
			root.loose = append(root.loose, file)
			root.mentions = root.mentions || mentions
		}
	}
}

// looseFile is a file of values that many root modules may share, so it is parsed once, and
// only where one of them matters.
type looseFile struct {
	*source

	parsed func() (body, []problem)
}

func (l *loader) looseFile(name string) *looseFile {
	read, problems := l.read("", []string{name})
	if len(read) == 0 {
		return &looseFile{&source{path: name}, func() (body, []problem) { return body{}, problems }}
	}
	return &looseFile{read[0], sync.OnceValues(func() (body, []problem) { return parseValues(read[0]) })}
}

func nearest(roots map[string][]*plan, dir string) []*plan {
	for len(roots[dir]) == 0 && dir != "." {
		dir = path.Dir(dir)
	}
	return roots[dir]
}

// doubt makes unknown the variables to which one of the files gives another value than
// they have without it. Whether a run uses the file is not written anywhere.
func (m *module) doubt(files []*looseFile) {
	values := newModule(m.root, &folder{path: m.folder.path})
	giving, differs := map[string][]*attribute{}, map[string]*attribute{}
	for _, file := range files {
		parsed, problems := file.parsed()
		for _, found := range problems {
			m.root.problems.add(found)
		}
		for _, item := range parsed.attributes {
			declared := m.folder.variables[item.name]
			if declared == nil {
				continue
			}
			giving[item.name] = append(giving[item.name], item)
			if differs[item.name] == nil && !same(m.input(declared), values.scope(file.source).attribute(item)) {
				differs[item.name] = item
			}
		}
	}
	for name, one := range differs {
		m.root.inputs[name] = unknown(perhaps(one, giving[name]))
	}
}

// production finds a file of values that is for what customers use.
var production = lazyregexp.New(`(?i)(^|[^a-z])(prod|production|prd|live)([^a-z]|$)`)

// perhaps is why a variable is unknown to which one file gives another value, and others may
// too, with the option that takes one of them: that for production, where there is one.
func perhaps(one *attribute, given []*attribute) *gap {
	const most = 3
	var names []string
	for _, item := range given {
		if file := item.at.file.path; production().MatchString(file) && !production().MatchString(one.at.file.path) {
			one = item
		}
		if len(names) < most {
			names = append(names, collect.Quote(item.at.file.path))
		}
	}
	files := names[0]
	switch more := len(given) - len(names); {
	case more > 0:
		files = fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	case len(names) > 1:
		files = strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return &gap{
		at: one.at, hidden: true, needed: valuesNeeded, variable: one.name,
		reason: fmt.Sprintf("%s may give variable %q its value: name what a run uses, as by --var-file %s",
			files, one.name, collect.Quote(one.at.file.path)),
	}
}

func same(a, b *node) bool {
	x, _ := a.force().UnmarkDeep()
	y, _ := b.force().UnmarkDeep()
	return x != cty.NilVal && x.IsWhollyKnown() && y.IsWhollyKnown() && x.RawEquals(y)
}
