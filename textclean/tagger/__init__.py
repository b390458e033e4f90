"""The trained models: marks lost in each gap, words pasted in, and cohesion."""
