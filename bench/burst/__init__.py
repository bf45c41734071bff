"""Three hundred bodies filing across the second in which their avviso closes."""
