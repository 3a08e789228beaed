variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "service_name" {
  type = string
}

variable "client_cidrs" {
  type = list(string)
}
