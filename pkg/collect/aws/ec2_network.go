package aws

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// vpcs reads VPCs: those that endpoints name, which exist, and those that were asked for.
func (n network) vpcs(ctx context.Context, named, asked []string) {
	seen := map[string]*snapshot.Observation{}
	why := n.some("ec2:DescribeVpcs", append(slices.Clone(named), asked...), func(ids []string, token *string) (*string, *fault) {
		out, why := ask(ctx, n.reading, "ec2:DescribeVpcs", n.client.DescribeVpcs,
			&ec2.DescribeVpcsInput{NextToken: token, Filters: filters("vpc-id", ids)})
		if why != nil {
			return nil, why
		}
		for _, vpc := range out.Vpcs {
			id := aws.ToString(vpc.VpcId)
			seen[id] = n.observe("aws_vpc", n.arn("vpc", id, vpc.OwnerId), map[string]any{
				"id": id, "region": n.scope.region, "cidr_block": text(vpc.CidrBlock), "tags": tags(vpc.Tags, ec2Tag),
			})
		}
		return out.NextToken, nil
	})
	if why != nil {
		n.failed(why, "its VPCs were")
		for _, id := range unseen(named, seen) {
			seen[id] = n.observe("aws_vpc", n.arn("vpc", id, nil), map[string]any{"id": id, "region": n.scope.region})
			mark(seen[id], why, "/cidr_block", "/tags")
		}
	}
	for _, id := range sortedKeys(seen) {
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
	seen := map[string]*snapshot.Observation{}
	why := n.some("ec2:DescribeSubnets", append(slices.Clone(named), asked...), func(ids []string, token *string) (*string, *fault) {
		out, why := ask(ctx, n.reading, "ec2:DescribeSubnets", n.client.DescribeSubnets,
			&ec2.DescribeSubnetsInput{NextToken: token, Filters: filters("subnet-id", ids)})
		if why != nil {
			return nil, why
		}
		for _, subnet := range out.Subnets {
			id := aws.ToString(subnet.SubnetId)
			seen[id] = n.observe("aws_subnet", n.arn("subnet", id, subnet.OwnerId), map[string]any{
				"id": id, "vpc_id": text(subnet.VpcId), "availability_zone": text(subnet.AvailabilityZone),
				"availability_zone_id": text(subnet.AvailabilityZoneId), "cidr_block": text(subnet.CidrBlock),
			})
		}
		return out.NextToken, nil
	})
	if why != nil {
		n.failed(why, "its subnets were")
		for _, id := range unseen(named, seen) {
			o := n.observe("aws_subnet", n.arn("subnet", id, nil), map[string]any{"id": id})
			mark(o, why, "/vpc_id", "/availability_zone", "/availability_zone_id", "/cidr_block")
		}
	}
}

func (n network) groups(ctx context.Context, named, asked []string) {
	seen := map[string]*snapshot.Observation{}
	all := append(slices.Clone(named), asked...)
	why := n.some("ec2:DescribeSecurityGroups", all, func(ids []string, token *string) (*string, *fault) {
		out, why := ask(ctx, n.reading, "ec2:DescribeSecurityGroups", n.client.DescribeSecurityGroups,
			&ec2.DescribeSecurityGroupsInput{NextToken: token, Filters: filters("group-id", ids)})
		if why != nil {
			return nil, why
		}
		for _, group := range out.SecurityGroups {
			id := aws.ToString(group.GroupId)
			seen[id] = n.observe("aws_security_group", n.arn("security-group", id, group.OwnerId), map[string]any{
				"id": id, "name": text(group.GroupName), "vpc_id": text(group.VpcId), "description": text(group.Description),
				"ingress": rules(id, group.IpPermissions), "egress": rules(id, group.IpPermissionsEgress),
			})
		}
		return out.NextToken, nil
	})
	if why != nil {
		n.failed(why, "its security groups were")
		for _, id := range unseen(named, seen) {
			o := n.observe("aws_security_group", n.arn("security-group", id, nil), map[string]any{"id": id})
			mark(o, why, "/name", "/vpc_id", "/description", "/ingress", "/egress")
		}
	}
}

// some follows the pages of what a filter of ids finds, a number of ids at a time.
func (n network) some(call string, ids []string, next func(ids []string, token *string) (*string, *fault)) *fault {
	for chunk := range slices.Chunk(unique(ids), mostFilterValues) {
		if why := pages(call, func(token *string) (*string, *fault) { return next(chunk, token) }); why != nil {
			return why
		}
	}
	return nil
}

// unseen are the names that are not among those that were seen.
func unseen(names []string, seen map[string]*snapshot.Observation) []string {
	return slices.DeleteFunc(unique(names), func(name string) bool { return seen[name] != nil })
}
