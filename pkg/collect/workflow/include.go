package workflow

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// mostIncluded is how many files GitLab lets a configuration include:
// https://docs.gitlab.com/ci/yaml/#include
const mostIncluded = 150

// inclusion is a configuration of GitLab's while what it includes is read.
type inclusion struct {
	*collector

	whole *document // the configuration
	files []string  // that are part of it
}

// gitlab reads the jobs of a configuration of GitLab's with the files of the repository that
// it includes. GitLab makes one of all of them, in which what includes counts more.
func (c *collector) gitlab(d *document) []*job {
	i := &inclusion{collector: c, whole: d, files: []string{d.file}}
	i.include(d)
	return c.gitlabJobs(d)
}

func (i *inclusion) include(from *document) {
	included := entry(from.root, "include")
	if included == nil {
		return
	}
	list := []*yaml.Node{included}
	if included.Kind == yaml.SequenceNode {
		list = included.Content
	}
	for _, one := range list {
		local, elsewhere := named(one)
		if elsewhere {
			i.whole.elsewhere = append(i.whole.elsewhere, from.place(one, ""))
		}
		for _, name := range local {
			i.local(from, one, name)
		}
	}
}

// named are the files of the repository that an element of include names, and whether it is of
// elsewhere. The templates that come with GitLab know nothing of Pinecone.
func named(one *yaml.Node) (local []string, elsewhere bool) {
	one = resolved(one)
	if one.Kind == yaml.ScalarNode {
		if strings.Contains(one.Value, "://") {
			return nil, true
		}
		return []string{one.Value}, false
	}
	if local = words(entry(one, "local")); len(local) > 0 {
		return local, false
	}
	return nil, entry(one, "template") == nil
}

// local adds the files of a name, which may have wildcards.
func (i *inclusion) local(from *document, at *yaml.Node, name string) {
	if strings.Contains(name, "$") {
		i.whole.elsewhere = append(i.whole.elsewhere, from.place(at, name))
		return
	}
	pattern := path.Join(i.options.Folder, strings.TrimPrefix(name, "/"))
	found := false
	for _, file := range i.tree.Files {
		if ok, err := doublestar.Match(pattern, file.Path); !ok || err != nil {
			continue
		}
		found = true
		if slices.Contains(i.files, file.Path) || len(i.files) > mostIncluded {
			continue
		}
		i.files = append(i.files, file.Path)
		if included := i.open(file); included != nil {
			i.whole.add(included)
			i.include(included)
		}
	}
	if !found {
		i.problem(snapshot.Broken, from.place(at, name).Location,
			"includes "+collect.Quote(name)+", which is no file: write its path from the repository's root")
	}
}

// add adds what an included file has and the configuration has not, and notes where its
// values stand.
func (d *document) add(included *document) {
	if d.root.Kind != yaml.MappingNode || included.root.Kind != yaml.MappingNode {
		return
	}
	if d.others == nil {
		d.others = map[*yaml.Node]*document{}
	}
	d.own(included, included.root, 0)
	for i := 0; i+1 < len(included.root.Content); i += 2 {
		key, value := included.root.Content[i], resolved(included.root.Content[i+1])
		switch known := entry(d.root, key.Value); {
		case known == nil:
			d.root.Content = append(d.root.Content, key, value)
		case known.Kind == yaml.MappingNode && value.Kind == yaml.MappingNode:
			for k := 0; k+1 < len(value.Content); k += 2 {
				if entry(known, value.Content[k].Value) == nil {
					known.Content = append(known.Content, value.Content[k], value.Content[k+1])
				}
			}
		}
	}
}

// own notes that nodes are of an included file.
func (d *document) own(included *document, n *yaml.Node, depth int) {
	if d.left--; d.left < 0 || depth > maxDepth {
		d.exhausted = true
		return
	}
	if d.others[n] != nil {
		return // an alias led here
	}
	d.others[n] = included
	for _, below := range n.Content {
		d.own(included, below, depth+1)
	}
	if n.Alias != nil {
		d.own(included, n.Alias, depth+1)
	}
}
