package cloudformation

import (
	"path"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// place is where CDK deploys a stack: what its manifest has beside the templates. Either part
// is empty where the program leaves it to whoever deploys.
type place struct{ account, region string }

// environment is an account and a region, each of which may be unknown.
var environment = lazyregexp.New(`^aws://(?:(\d{12})|unknown-account)/(?:([a-z]{2}(?:-[a-z]+)+-\d+)|unknown-region)$`)

// place is that of the stack that nests all others.
func (s *stack) place() place {
	top := s
	for top.parent != nil {
		top = top.parent
	}
	return s.placeOf(top.file)
}

// placeOf reads the manifest of a cloud assembly: aws://111122223333/us-east-1. It is asked for once a folder.
func (c *collector) placeOf(file string) place {
	folder := path.Dir(file)
	if c.assemblies == nil {
		c.assemblies = map[string]map[string]place{}
	}
	if _, asked := c.assemblies[folder]; !asked {
		c.assemblies[folder] = c.assembly(path.Join(folder, "manifest.json"))
	}
	return c.assemblies[folder][path.Base(file)]
}

// assembly has the place of each template of a cloud assembly, by the template's file.
func (c *collector) assembly(name string) map[string]place {
	data, err := c.tree.Read(name)
	if err != nil || len(data) > maxSize {
		return nil // most templates are none of CDK's
	}
	documents, err := document.Parse(name, data)
	if err != nil || len(documents) != 1 {
		return nil
	}
	found := map[string]place{}
	artifacts := documents[0].Root.Get("artifacts")
	if artifacts == nil {
		return nil
	}
	for i := range artifacts.Entries {
		artifact := artifacts.Entries[i].Value
		properties := artifact.Get("properties")
		if artifact.Get("type").String() != "aws:cloudformation:stack" || properties == nil {
			continue
		}
		if m := environment().FindStringSubmatch(artifact.Get("environment").String()); m != nil {
			found[properties.Get("templateFile").String()] = place{account: m[1], region: m[2]}
		}
	}
	return found
}
