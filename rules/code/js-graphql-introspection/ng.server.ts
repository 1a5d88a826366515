export const server = new ApolloServer({ typeDefs, resolvers, introspection: true }) // tipstaff-expect
