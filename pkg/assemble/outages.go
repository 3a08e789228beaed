package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// outages are the readings of services that gave not everything.
type outages []snapshot.Source

func newOutages(sources []snapshot.Source) outages {
	var all outages
	for _, source := range sources {
		failed := source.Status == snapshot.Partial || source.Status == snapshot.Failed
		if failed && (strings.HasPrefix(source.ID, "pinecone") || strings.HasPrefix(source.ID, "aws")) {
			source.Reason = source.ID + " was not read completely"
			if strings.HasPrefix(source.ID, "aws") {
				source.Permission = "" // of many calls, about many things
			}
			all = append(all, source)
		}
	}
	return all
}

// of is the first one that may be why a thing of a type was not shown, nil if none is. The
// owners are the projects that it belongs to, as far as anybody knows.
func (o outages) of(kind string, owners []*snapshot.Resource) *snapshot.Source {
	for i, source := range o {
		if strings.HasPrefix(source.ID, "aws") {
			if ofService(kind, source.ID) {
				return &o[i]
			}
			continue
		}
		if slices.Contains(source.Holds, kind) && ofProject(&source, owners) {
			return &o[i]
		}
	}
	return nil
}

// ofProject says whether a source is of one of some projects, or may be.
func ofProject(source *snapshot.Source, owners []*snapshot.Resource) bool {
	return len(owners) == 0 || source.Project == "" || slices.ContainsFunc(owners, func(owner *snapshot.Resource) bool {
		return source.Project == owner.Name || source.Project == snapshot.Text(owner.Values, "id")
	})
}

// ofService says whether a type of AWS is one that a source shows. A source without a
// service is of an account that could not be reached at all.
func ofService(kind, source string) bool {
	if !strings.HasPrefix(kind, "aws_") {
		return false
	}
	service, _, _ := strings.Cut(strings.TrimPrefix(source, "aws."), " ")
	for prefix, of := range map[string]string{
		"aws_iam_": "iam", "aws_kms_": "kms", "aws_route53_": "route53", "aws_s3_": "s3",
		"aws_vpc": "ec2", "aws_subnet": "ec2", "aws_security_group": "ec2",
	} {
		if strings.HasPrefix(kind, prefix) {
			return service == of || service == "sts" || !strings.HasPrefix(source, "aws.")
		}
	}
	return false
}

// relations are those of a resource to things that Pinecone was not seen to have completely.
func (o outages) relations(resource *snapshot.Resource) map[string]string {
	var all map[string]string
	put := func(relation, kind string) {
		var owners []*snapshot.Resource
		if resource.Type == "pinecone_project" {
			owners = []*snapshot.Resource{resource}
		}
		if why := o.of(kind, owners); why != nil {
			all = lacking(all, map[string]string{relation: why.Reason})
		}
	}
	for _, by := range joins {
		if by.to == resource.Type && by.back != "" && strings.HasPrefix(by.from, "pinecone_") {
			put(by.back, by.from)
		}
	}
	if resource.Type == "pinecone_organization" {
		put("projects", "pinecone_project")
	}
	return all
}
