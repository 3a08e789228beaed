Hello ${name}%{ if upper(name) == "ADA" }, countess%{ endif }!
%{ for port in ports ~}
listen ${port}
%{ endfor ~}
