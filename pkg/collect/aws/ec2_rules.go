package aws

import (
	"cmp"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// rules are the rules of a security group in the form that Terraform has them in: one for
// each protocol and range of ports, with all that it names. AWS promises no order.
func rules(group string, permissions []types.IpPermission) []any {
	sorted := slices.SortedFunc(slices.Values(permissions), func(a, b types.IpPermission) int {
		return cmp.Or(
			cmp.Compare(aws.ToString(a.IpProtocol), aws.ToString(b.IpProtocol)),
			cmp.Compare(aws.ToInt32(a.FromPort), aws.ToInt32(b.FromPort)),
			cmp.Compare(aws.ToInt32(a.ToPort), aws.ToInt32(b.ToPort)),
		)
	})
	values := make([]any, len(sorted))
	for i, permission := range sorted {
		values[i] = rule(group, permission)
	}
	return values
}

func rule(group string, permission types.IpPermission) map[string]any {
	var ranges, ranges6, lists, groups, descriptions []string
	self := false
	note := func(description *string) { descriptions = append(descriptions, aws.ToString(description)) }
	for _, one := range permission.IpRanges {
		ranges = append(ranges, aws.ToString(one.CidrIp))
		note(one.Description)
	}
	for _, one := range permission.Ipv6Ranges {
		ranges6 = append(ranges6, aws.ToString(one.CidrIpv6))
		note(one.Description)
	}
	for _, one := range permission.PrefixListIds {
		lists = append(lists, aws.ToString(one.PrefixListId))
		note(one.Description)
	}
	for _, one := range permission.UserIdGroupPairs {
		if aws.ToString(one.GroupId) == group {
			self = true
		} else {
			groups = append(groups, aws.ToString(one.GroupId))
		}
		note(one.Description)
	}
	values := map[string]any{
		"protocol": text(permission.IpProtocol), "from_port": port(permission.FromPort), "to_port": port(permission.ToPort),
		"self": self,
	}
	for name, names := range map[string][]string{
		"cidr_blocks": ranges, "ipv6_cidr_blocks": ranges6, "prefix_list_ids": lists, "security_groups": groups,
	} {
		if len(names) > 0 {
			slices.Sort(names)
			values[name] = list(names)
		}
	}
	if slices.Sort(descriptions); len(slices.Compact(descriptions)) == 1 && descriptions[0] != "" {
		values["description"] = descriptions[0]
	}
	return values
}

// port is 0 for all protocols, which have none.
func port(number *int32) any { return int64(aws.ToInt32(number)) }
