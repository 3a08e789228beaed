package terraform

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"sync"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
)

// spread tells root modules of the files of values that none loads by itself, and that a
// run may name with -var-file. One below a root module is for the nearest, any other for
// all of them.
func (l *loader) spread(loose []string, list []*plan, needles [][]byte) {
	byPath := map[string]*plan{}
	for _, root := range list {
		byPath[root.path] = root
	}
	for _, name := range loose {
		owners := list
		if owner := nearest(byPath, path.Dir(name)); owner != nil {
			owners = []*plan{owner}
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

func nearest(roots map[string]*plan, dir string) *plan {
	for roots[dir] == nil && dir != "." {
		dir = path.Dir(dir)
	}
	return roots[dir]
}

// doubt makes unknown the variables to which one of the files gives another value than
// they have without it. Whether a run uses the file is not written anywhere.
func (m *module) doubt(files []*looseFile) {
	values := newModule(m.root, &folder{path: m.folder.path})
	doubted := map[string]bool{}
	for _, file := range files {
		parsed, problems := file.parsed()
		for _, found := range problems {
			m.root.problems.add(found)
		}
		for _, item := range parsed.attributes {
			declared := m.folder.variables[item.name]
			if declared == nil || doubted[item.name] || same(m.input(declared), values.scope(file.source).attribute(item)) {
				continue
			}
			doubted[item.name] = true
			why := fmt.Sprintf("%s may give variable %q its value: name the files that a run uses with --var-file",
				collect.Quote(file.path), item.name)
			m.root.inputs[item.name] = unknown(&gap{
				at: item.at, hidden: true, needed: valuesNeeded, variable: item.name, reason: why,
			})
		}
	}
}

func same(a, b *node) bool {
	x, _ := a.force().UnmarkDeep()
	y, _ := b.force().UnmarkDeep()
	return x != cty.NilVal && x.IsWhollyKnown() && y.IsWhollyKnown() && x.RawEquals(y)
}
