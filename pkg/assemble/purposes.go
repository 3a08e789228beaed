package assemble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// purposes says what Pinecone uses other platforms' resources for.
func purposes(resources []*snapshot.Resource, sources []snapshot.Source, options Options) {
	byID := map[string]*snapshot.Resource{}
	for _, resource := range resources {
		byID[resource.ID] = resource
	}
	for _, resource := range resources {
		switch resource.Type {
		case "aws_iam_role":
			if trustedFor(resource, ask.CMEKRole) || len(resource.Links["cmek_keys"]) > 0 {
				purpose(resource, "cmek")
				eachLinked(resource, "keys", byID, func(key *snapshot.Resource) { purpose(key, "cmek") })
			}
		case "aws_vpc_endpoint":
			if options.connects(resource.Values, resource.Unknown) || len(resource.Links["private_endpoints"]) > 0 {
				purpose(resource, "private_endpoint")
			}
		case "aws_route53_record":
			options.pointed(resource, byID)
		case "pinecone_cmek_key":
			eachLinked(resource, "key", byID, func(key *snapshot.Resource) { purpose(key, "cmek") })
		case "pinecone_index":
			eachLinked(resource, "key", byID, func(key *snapshot.Resource) { purpose(key, "cmek") })
		}
	}
	options.unpointed(resources, byID)
	policyFiles(resources, sources, options)
	auditLogs(resources, byID, options)
}

// pointed is what a record points to: who names an endpoint by a domain of Pinecone's means it
// for Pinecone.
func (o Options) pointed(record *snapshot.Resource, byID map[string]*snapshot.Resource) {
	if o.namedWithin(record, byID) {
		eachLinked(record, "endpoints", byID, func(endpoint *snapshot.Resource) { purpose(endpoint, "private_endpoint") })
	}
}

// namedWithin says whether a record has a name of Pinecone's, which may be relative to its zone.
func (o Options) namedWithin(record *snapshot.Resource, byID map[string]*snapshot.Resource) bool {
	ours := o.named(record)
	eachLinked(record, "zone", byID, func(zone *snapshot.Resource) { ours = ours || o.named(zone) })
	return ours
}

// unpointed leaves open which records an endpoint has, where nobody knows what one with a name
// of Pinecone's points to.
func (o Options) unpointed(resources []*snapshot.Resource, byID map[string]*snapshot.Resource) {
	i := slices.IndexFunc(resources, func(record *snapshot.Resource) bool {
		return record.Type == "aws_route53_record" && len(record.Links["endpoints"]) == 0 &&
			(snapshot.Hides(record.Unknown, "/records") || snapshot.Hides(record.Unknown, "/alias") || namesEndpoint(record)) &&
			o.namedWithin(record, byID)
	})
	if i < 0 {
		return
	}
	named := namesEndpoint(resources[i])
	open := map[string]string{"records": fmt.Sprintf("what record %q points to is not known", resources[i].Name)}
	for _, endpoint := range resources {
		if endpoint.Serves("private_endpoint") && len(endpoint.Links["records"]) == 0 &&
			(!named || snapshot.Hides(endpoint.Unknown, "/dns_entry")) {
			endpoint.Incomplete = lacking(endpoint.Incomplete, open)
		}
	}
}

// namesEndpoint says whether a record points to the name of a VPC endpoint, which is not one
// that was found: it may be one whose names nobody knows yet.
func namesEndpoint(record *snapshot.Resource) bool {
	targets := append(snapshot.Texts(record.Values["records"]), snapshot.Texts(record.Values["alias"])...)
	return slices.ContainsFunc(targets, func(name string) bool {
		return strings.HasPrefix(name, "vpce-") && strings.HasSuffix(strings.TrimSuffix(name, "."), ".vpce.amazonaws.com")
	})
}

func trustedFor(role *snapshot.Resource, name string) bool {
	return slices.ContainsFunc(role.Observations, func(o *snapshot.Observation) bool { return trusts(o, name) })
}

func purpose(resource *snapshot.Resource, name string) {
	if !slices.Contains(resource.Purposes, name) {
		resource.Purposes = append(resource.Purposes, name)
	}
}

// auditLogs finds what Pinecone writes audit logs with: the role and the bucket that the
// organization declares. Where it declares none that was found, the role is the one that
// trusts the account of Pinecone's integrations, and the bucket the one that the role's
// policies name, if they name just one.
func auditLogs(resources []*snapshot.Resource, byID map[string]*snapshot.Resource, options Options) {
	declaredRole, declaredBucket := isDeclared(resources, "aws_iam_role"), isDeclared(resources, "aws_s3_bucket")
	for _, resource := range resources {
		declared := len(resource.Links["organizations"]) > 0
		switch resource.Type {
		case "aws_iam_role":
			if !declared && (declaredRole || !options.writesLogs(resource, byID)) {
				continue
			}
			purpose(resource, "audit_logs")
			if buckets := resource.Links["buckets"]; !declaredBucket && len(buckets) == 1 {
				auditBucket(byID[buckets[0]], byID)
			}
		case "aws_s3_bucket":
			if declared {
				auditBucket(resource, byID)
			}
		}
	}
}

func auditBucket(bucket *snapshot.Resource, byID map[string]*snapshot.Resource) {
	purpose(bucket, "audit_logs")
	eachLinked(bucket, "kms_key", byID, func(key *snapshot.Resource) { purpose(key, "audit_logs") })
}

// isDeclared says whether an organization's declaration was joined with one of a type.
func isDeclared(resources []*snapshot.Resource, kind string) bool {
	return slices.ContainsFunc(resources, func(resource *snapshot.Resource) bool {
		return resource.Type == kind && len(resource.Links["organizations"]) > 0
	})
}
