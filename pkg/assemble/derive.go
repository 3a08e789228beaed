package assemble

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// derive adds the links that follow from others: which project's key a KMS key is, which
// project's a VPC endpoint, which role uses which key and which bucket.
func derive(resources []*snapshot.Resource) {
	d := derivation{}
	for _, resource := range resources {
		d[resource.ID] = resource
	}
	for _, resource := range resources {
		switch resource.Type {
		case "pinecone_organization":
			d.organization(resource)
		case "pinecone_project":
			d.ownKeys(resource, "monitoring_key", "monitors", []string{resource.ID})
		case "pinecone_workload":
			d.ownKeys(resource, "api_key", "workloads", resource.Links["project"])
		case "pinecone_cmek_key":
			d.registration(resource)
		case "aws_kms_grant":
			d.uses(resource, "grantee", "key")
		case "pinecone_private_endpoint":
			d.endpoint(resource)
		case "pinecone_index":
			eachLinked(resource, "key", d, func(key *snapshot.Resource) { d.pass(resource, "project", key, "projects") })
		case "pinecone_backup":
			eachLinked(resource, "index", d, func(index *snapshot.Resource) {
				d.pass(resource, "restore_jobs", index, "restore_jobs")
			})
		case "pinecone_audit_event":
			eachLinked(resource, "indexes", d, func(index *snapshot.Resource) { d.pass(index, "project", resource, "projects") })
			eachLinked(resource, "api_key", d, func(key *snapshot.Resource) { d.pass(key, "project", resource, "projects") })
		case "credential_sink":
			eachLinked(resource, "credentials", d, func(key *snapshot.Resource) { d.pass(key, "project", resource, "projects") })
		case "aws_iam_role":
			d.role(resource)
		case "aws_s3_bucket":
			eachLinked(resource, "kms_alias", d, func(alias *snapshot.Resource) { d.pass(alias, "key", resource, "kms_key") })
		}
	}
}

// derivation is all resources by id.
type derivation map[string]*snapshot.Resource

// pass gives what one resource is linked to by a relation to another, by a relation of its own.
func (d derivation) pass(from *snapshot.Resource, relation string, to *snapshot.Resource, as string) {
	eachLinked(from, relation, d, func(linked *snapshot.Resource) { connect(to, as, linked) })
}

// organization joins the role that writes audit logs with the bucket that it writes to.
func (d derivation) organization(organization *snapshot.Resource) {
	d.pair(organization, "audit_role", "audit_bucket", func(role, bucket *snapshot.Resource) {
		connect(role, "buckets", bucket)
		connect(bucket, "roles", role)
	})
}

// pair calls do for each two that one resource is linked to by two relations. Where a name
// of the manifest fits things of several root modules or templates, each goes with that of
// its own, if there is one.
func (d derivation) pair(from *snapshot.Resource, one, other string, do func(a, b *snapshot.Resource)) {
	eachLinked(from, one, d, func(a *snapshot.Resource) {
		var all, own []*snapshot.Resource
		eachLinked(from, other, d, func(b *snapshot.Resource) {
			all = append(all, b)
			if isBeside(a, b) {
				own = append(own, b)
			}
		})
		if len(own) > 0 {
			all = own
		}
		for _, b := range all {
			do(a, b)
		}
	})
}

// isBeside says whether code declares two things in one root module, template or program.
func isBeside(a, b *snapshot.Resource) bool {
	return slices.ContainsFunc(a.Observations, func(o *snapshot.Observation) bool {
		return isCode(o.Source) && slices.ContainsFunc(b.Observations, func(other *snapshot.Observation) bool {
			return isCode(other.Source) && scope(o) == scope(other)
		})
	})
}

// ownKeys parts what names an API key from keys of that name in other projects: a name is
// one of a project. A key of an unknown project may be the one that is meant.
func (d derivation) ownKeys(from *snapshot.Resource, relation, back string, projects []string) {
	eachLinked(from, relation, d, func(key *snapshot.Resource) {
		of := key.Links["project"]
		shared := slices.ContainsFunc(of, func(id string) bool { return slices.Contains(projects, id) })
		if len(of) > 0 && len(projects) > 0 && !shared {
			disconnect(from, relation, key)
			disconnect(key, back, from)
		}
	})
}

// registration joins a project's role and key with the project and with each other.
func (d derivation) registration(registration *snapshot.Resource) {
	eachLinked(registration, "role", d, func(role *snapshot.Resource) {
		d.pass(registration, "project", role, "projects")
	})
	eachLinked(registration, "key", d, func(key *snapshot.Resource) {
		d.pass(registration, "project", key, "projects")
	})
	d.uses(registration, "role", "key")
}

// uses joins the role and the key that something has by its relations: the one is to use the other.
func (d derivation) uses(by *snapshot.Resource, role, key string) {
	d.pair(by, role, key, func(role, key *snapshot.Resource) {
		connect(role, "keys", key)
		connect(key, "roles", role)
	})
}

func (d derivation) endpoint(registration *snapshot.Resource) {
	eachLinked(registration, "project", d, func(project *snapshot.Resource) {
		eachLinked(registration, "endpoint", d, func(endpoint *snapshot.Resource) {
			connect(endpoint, "projects", project)
			connect(project, "endpoints", endpoint)
		})
	})
}

// role adds what the managed policies of a role name to what its own do.
func (d derivation) role(role *snapshot.Resource) {
	eachLinked(role, "policies", d, func(policy *snapshot.Resource) {
		d.pass(policy, "keys", role, "keys")
		d.pass(policy, "buckets", role, "buckets")
		eachLinked(policy, "keys", d, func(key *snapshot.Resource) { connect(key, "roles", role) })
	})
	eachLinked(role, "buckets", d, func(bucket *snapshot.Resource) { connect(bucket, "roles", role) })
}

func disconnect(from *snapshot.Resource, relation string, to *snapshot.Resource) {
	from.Links[relation] = slices.DeleteFunc(from.Links[relation], func(id string) bool { return id == to.ID })
	if len(from.Links[relation]) == 0 {
		delete(from.Links, relation)
	}
}
