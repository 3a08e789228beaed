package aws

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// part is a kind of thing that a network is made of.
type part struct {
	call, filter string
	// kind is the type of the snapshot, name that in an ARN, what names all of them.
	kind, name, what string
	// pointers are what the call fills beside the id, promised the attributes that it always
	// does.
	pointers, promised []string
}

// thing is one of them, as EC2 describes it.
type thing struct {
	id, owner *string
	values    map[string]any
}

// parts reads things by their ids: those that endpoints name, which exist, and those that
// were asked for. Where EC2 does not show them, it is still known that the former are there.
func (n network) parts(
	of part, named, asked []string, page func([]types.Filter, *string) ([]thing, *string, *fault),
) map[string]*snapshot.Observation {
	seen := map[string]*snapshot.Observation{}
	for ids := range slices.Chunk(unique(slices.Concat(named, asked)), mostFilterValues) {
		why := pages(of.call, func(token *string) (*string, *fault) {
			things, next, why := page(filters(of.filter, ids), token)
			for _, one := range things {
				id := aws.ToString(one.id)
				one.values["id"] = id
				seen[id] = n.observe(of.kind, n.arn(of.name, id, one.owner), one.values)
				n.demand(seen[id], of.promised...)
			}
			return next, why
		})
		unshown := func(id string) bool { return slices.Contains(named, id) && seen[id] == nil }
		if why == nil {
			n.lack(of.kind, slices.DeleteFunc(slices.Clone(ids), unshown), seen)
			if !slices.ContainsFunc(ids, unshown) {
				continue
			}
			why = &fault{kind: other, clause: of.call + " shows not all that an endpoint names: read again"}
		}
		n.failed(why, "its "+of.what+" were")
		for _, id := range ids {
			if unshown(id) {
				seen[id] = n.observe(of.kind, n.arn(of.name, id, nil), map[string]any{"id": id})
				mark(seen[id], why, of.pointers...)
			}
		}
	}
	return seen
}

// lack notes which of some ids were not shown.
func (n network) lack(kind string, ids []string, seen map[string]*snapshot.Observation) {
	for _, id := range ids {
		if seen[id] == nil {
			n.absent = append(n.absent, snapshot.Absence{Type: kind, Name: id, Call: n.call})
		}
	}
}

func (n network) vpcs(ctx context.Context, named, asked []string) {
	of := part{"ec2:DescribeVpcs", "vpc-id", "aws_vpc", "vpc", "VPCs", []string{"/cidr_block", "/tags"}, nil}
	seen := n.parts(of, named, asked, func(filters []types.Filter, token *string) ([]thing, *string, *fault) {
		out, why := ask(ctx, n.reading, of.call, n.client.DescribeVpcs,
			&ec2.DescribeVpcsInput{NextToken: token, Filters: filters})
		if why != nil || out.Vpcs == nil {
			return nil, nil, n.empty(why, of.call)
		}
		var all []thing
		for _, vpc := range out.Vpcs {
			all = append(all, thing{vpc.VpcId, vpc.OwnerId, map[string]any{
				"cidr_block": text(vpc.CidrBlock), "tags": tags(vpc.Tags, ec2Tag),
			}})
		}
		return all, out.NextToken, nil
	})
	for _, id := range sortedKeys(seen) {
		seen[id].Values["region"] = n.scope.region
		n.dnsAttribute(ctx, seen[id], id, types.VpcAttributeNameEnableDnsSupport, "enable_dns_support")
		n.dnsAttribute(ctx, seen[id], id, types.VpcAttributeNameEnableDnsHostnames, "enable_dns_hostnames")
	}
}

func (n network) dnsAttribute(
	ctx context.Context, vpc *snapshot.Observation, id string, name types.VpcAttributeName, attribute string,
) {
	out, why := ask(ctx, n.reading, "ec2:DescribeVpcAttribute", n.client.DescribeVpcAttribute,
		&ec2.DescribeVpcAttributeInput{VpcId: &id, Attribute: name})
	var value *types.AttributeBooleanValue
	if why == nil {
		value = out.EnableDnsSupport
		if name == types.VpcAttributeNameEnableDnsHostnames {
			value = out.EnableDnsHostnames
		}
	}
	if value == nil || value.Value == nil {
		n.lose(vpc, n.empty(why, "ec2:DescribeVpcAttribute"), string(name)+" of "+id+" was", "/"+attribute)
		return
	}
	vpc.Values[attribute] = *value.Value
}

func (n network) subnets(ctx context.Context, named, asked []string) {
	of := part{
		"ec2:DescribeSubnets", "subnet-id", "aws_subnet", "subnet", "subnets",
		[]string{"/vpc_id", "/availability_zone", "/availability_zone_id", "/cidr_block"},
		[]string{"vpc_id", "availability_zone"},
	}
	n.parts(of, named, asked, func(filters []types.Filter, token *string) ([]thing, *string, *fault) {
		out, why := ask(ctx, n.reading, of.call, n.client.DescribeSubnets,
			&ec2.DescribeSubnetsInput{NextToken: token, Filters: filters})
		if why != nil || out.Subnets == nil {
			return nil, nil, n.empty(why, of.call)
		}
		var all []thing
		for _, subnet := range out.Subnets {
			all = append(all, thing{subnet.SubnetId, subnet.OwnerId, map[string]any{
				"vpc_id": text(subnet.VpcId), "availability_zone": text(subnet.AvailabilityZone),
				"availability_zone_id": text(subnet.AvailabilityZoneId), "cidr_block": text(subnet.CidrBlock),
			}})
		}
		return all, out.NextToken, nil
	})
}

func (n network) groups(ctx context.Context, named, asked []string) {
	of := part{
		"ec2:DescribeSecurityGroups", "group-id", "aws_security_group", "security-group", "security groups",
		[]string{"/name", "/vpc_id", "/description", "/ingress", "/egress"}, []string{"name", "ingress", "egress"},
	}
	n.parts(of, named, asked, func(filters []types.Filter, token *string) ([]thing, *string, *fault) {
		out, why := ask(ctx, n.reading, of.call, n.client.DescribeSecurityGroups,
			&ec2.DescribeSecurityGroupsInput{NextToken: token, Filters: filters})
		if why != nil || out.SecurityGroups == nil {
			return nil, nil, n.empty(why, of.call)
		}
		var all []thing
		for _, group := range out.SecurityGroups {
			id := aws.ToString(group.GroupId)
			all = append(all, thing{group.GroupId, group.OwnerId, map[string]any{
				"name": text(group.GroupName), "vpc_id": text(group.VpcId), "description": text(group.Description),
				"ingress": listOf(group.IpPermissions, rules(id, group.IpPermissions)),
				"egress":  listOf(group.IpPermissionsEgress, rules(id, group.IpPermissionsEgress)),
			}})
		}
		return all, out.NextToken, nil
	})
}
